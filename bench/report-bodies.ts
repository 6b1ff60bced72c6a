import { randomBytes, randomUUID } from "node:crypto";

/** Fields of the measured form: a station's observation with answers, counts and a comment. */
const ANSWERS = Array.from({ length: 20 }, (_, i) => `q${String(i + 1).padStart(2, "0")}`);
const COUNTS = ["registered", "received", "cast", "invalid", "cand_a", "cand_b", "cand_c", "cand_d"];

/** The form to start the measured server with. */
export const FORM = `<?xml version="1.0"?>
<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" xmlns:orx="http://openrosa.org/xforms">
<h:head><h:title>Measured observation</h:title><model><instance><data id="measured" version="1"><start/><station/>
${[...ANSWERS, ...COUNTS].map((name) => `<${name}/>`).join("")}<comment/><photo/>
<orx:meta><orx:instanceID/></orx:meta></data></instance>
${COUNTS.map((name) => `<bind nodeset="/data/${name}" type="int"/>`).join("\n")}<bind nodeset="/data/photo" type="binary"/>
</model></h:head><h:body><input ref="/data/station"><label>Station</label></input></h:body></h:html>`;

const BOUNDARY = "----measured-7MA4YWxkTrZu0gW";
export const CONTENT_TYPE = `multipart/form-data; boundary=${BOUNDARY}`;

/** One report as a phone posts it, with a photo of so many bytes or none; no two are the same. */
export function reportBody(number: number, photoBytes: number): Buffer {
  const uuid = randomUUID();
  const photo = photoBytes === 0 ? "" : `${uuid}.jpg`;
  const answers = ANSWERS.map((name, i) => `<${name}>${(number + i) % 5 === 0 ? "no" : "yes"}</${name}>`);
  const counts = COUNTS.map((name, i) => `<${name}>${(number * (i + 3)) % 900}</${name}>`);
  const xml =
    `<?xml version='1.0' ?><data id="measured" version="1" xmlns:orx="http://openrosa.org/xforms">` +
    `<start>2026-10-04T06:41:00.000-05:00</start><station>PS-${number % 20_000}</station>${answers.join("")}${counts.join("")}` +
    `<comment>Cola tranquila &amp; ordenada; ${number % 7} delegados.</comment><photo>${photo}</photo>` +
    `<orx:meta><orx:instanceID>uuid:${uuid}</orx:instanceID></orx:meta></data>`;
  const pieces = [part("xml_submission_file", "submission.xml", "text/xml"), xml, "\r\n"];
  if (photoBytes > 0) pieces.push(part(photo, photo, "image/jpeg"));
  const content = photoBytes > 0 ? [...pieces, randomBytes(photoBytes), "\r\n"] : pieces;
  return Buffer.concat([...content, `--${BOUNDARY}--\r\n`].map((piece) => Buffer.from(piece)));
}

const part = (name: string, filename: string, type: string): string =>
  `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"; filename="${filename}"\r\n` +
  `Content-Type: ${type}\r\nContent-Transfer-Encoding: binary\r\n\r\n`;
