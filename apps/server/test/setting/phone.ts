import { randomUUID } from "node:crypto";
import type { RunningServer } from "../../src/index.ts";
import { THE_SERVER } from "../../src/people/actor.ts";
import { createDevice } from "../../src/people/index.ts";

/** The form of an opening checklist, with a number and a photo. */
export function openingForm(version = "1", formId = "opening"): string {
  return `<?xml version="1.0"?>
<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" xmlns:orx="http://openrosa.org/xforms">
<h:head><h:title>Opening</h:title><model><instance><data id="${formId}" version="${version}"><station/><received/><photo/>
<orx:meta><orx:instanceID/></orx:meta></data></instance>
<bind nodeset="/data/station" type="string"/><bind nodeset="/data/received" type="int"/><bind nodeset="/data/photo" type="binary"/>
</model></h:head><h:body><input ref="/data/station"><label>Station</label></input></h:body></h:html>`;
}

/** A filled opening checklist. */
export function opening(
  given: {
    readonly instance?: string;
    readonly form?: string;
    readonly version?: string;
    readonly station?: string;
    readonly received?: string;
    readonly photo?: string;
  } = {},
): string {
  const { instance = `uuid:${randomUUID()}`, form = "opening", version = "1", station = "17" } = given;
  const { received = "300", photo = "" } = given;
  return (
    `<?xml version='1.0' ?><data id="${form}" version="${version}" xmlns:orx="http://openrosa.org/xforms">` +
    `<station>${station}</station><received>${received}</received><photo>${photo}</photo>` +
    `<orx:meta><orx:instanceID>${instance}</orx:instanceID></orx:meta></data>`
  );
}

export type Part = {
  readonly name: string;
  readonly filename?: string;
  readonly type?: string;
  readonly data: string | Uint8Array;
};

export const BOUNDARY = "----phone-7MA4YWxkTrZu0gW";
export const MULTIPART = `multipart/form-data; boundary=${BOUNDARY}`;

/** A body as Collect lays it out. */
export function multipart(parts: readonly Part[]): Buffer {
  const pieces = parts.flatMap(({ name, filename, type, data }) => [
    `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"${filename === undefined ? "" : `; filename="${filename}"`}\r\n`,
    `${type === undefined ? "" : `Content-Type: ${type}\r\n`}Content-Transfer-Encoding: binary\r\n\r\n`,
    data,
    "\r\n",
  ]);
  return Buffer.concat([...pieces, `--${BOUNDARY}--\r\n`].map((piece) => Buffer.from(piece)));
}

export const instancePart = (xml: string | Uint8Array): Part => ({
  name: "xml_submission_file",
  filename: "submission.xml",
  type: "text/xml",
  data: xml,
});

export const photoPart = (name: string, data: string | Uint8Array): Part => ({
  name,
  filename: name,
  type: "image/jpeg",
  data,
});

/** A phone of the mission. */
export type Phone = {
  readonly device: string;
  readonly token: string;
  /** Address under which it speaks to the server. */
  readonly base: string;
  readonly post: (parts: readonly Part[], headers?: Readonly<Record<string, string>>) => Promise<Response>;
  readonly send: (xml: string, ...more: readonly Part[]) => Promise<Response>;
  readonly count: () => Promise<number>;
};

export async function newPhone(
  server: RunningServer,
  mission: string,
  person: string | null = null,
): Promise<Phone> {
  const { device, token } = await createDevice(server.context, THE_SERVER, mission, {
    label: "phone",
    person,
  });
  return phoneOf(server.origin, device, token);
}

/** The same phone speaking to another process. */
export function phoneOf(origin: string, device: string, token: string): Phone {
  const base = `${origin}/openrosa/${token}`;
  const post: Phone["post"] = (parts, headers = {}) =>
    fetch(`${base}/submission`, {
      method: "POST",
      body: new Uint8Array(multipart(parts)),
      headers: { "content-type": MULTIPART, "x-openrosa-version": "1.0", ...headers },
    });
  return {
    device,
    token,
    base,
    post,
    send: (xml, ...more) => post([instancePart(xml), ...more]),
    count: async () => (await (await fetch(`${base}/submission-count`)).json()) as number,
  };
}
