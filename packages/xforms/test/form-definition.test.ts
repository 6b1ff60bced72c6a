import { existsSync, readFileSync } from "node:fs";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { readFormDefinition } from "../src/index.ts";
import { bytes, OPENING_FORM } from "./sample-forms.ts";

const shared = process.env["VEEDOR_SHARED"] ?? fileURLToPath(new URL("../../../../shared", import.meta.url));
const samples = `${shared}/data/forms-observation/odk-samples`;
const present = existsSync(samples);
const skipped = present ? "" : " (skipped: the folder ../shared is not here)";

describe("a form definition", () => {
  it("says what it is, what it holds and what it needs beside it", () => {
    const form = readFormDefinition(bytes(OPENING_FORM));
    expect(form).toMatchObject({
      formId: "opening",
      version: "3",
      title: "Opening of the station",
      root: "data",
      media: ["areas.csv", "roll.csv", "seal.png"],
      languages: ["Español (es)", "English (en)"],
      submission: null,
    });
    expect(form.types.get("/data/station/code")).toBe("string");
    expect(form.types.get("/data/meta/instanceID")).toBe("string");
    expect(form.nodes.has("/data/rep/who")).toBe(true);
  });

  it("that is encrypted says so", () => {
    const text = OPENING_FORM.replace(
      "<bind",
      '<submission action="https://example.org/s" method="form-data-post" base64RsaPublicKey="MIIB"/><bind',
    );
    expect(readFormDefinition(bytes(text)).submission).toEqual({
      action: "https://example.org/s",
      isEncrypted: true,
    });
  });

  it.each([
    ["another kind of document", "<html/>", "not-an-xform"],
    ["a page without a model", '<html xmlns="http://www.w3.org/1999/xhtml"><head/></html>', "no-model"],
    ["a model without an instance", OPENING_FORM.replace(/<instance>[^]*?<\/instance>/, ""), "no-instance"],
    ["an instance without an id", OPENING_FORM.replace(' id="opening"', ""), "no-form-id"],
    ["an id of 300 characters", OPENING_FORM.replace('"opening"', `"${"x".repeat(300)}"`), "bad-form-id"],
    ["an id that ends in a blank", OPENING_FORM.replace('"opening"', '"opening "'), "bad-form-id"],
    [
      "a bind of a node that is not there",
      OPENING_FORM.replace("/data/photo", "/data/picture"),
      "bind-without-node",
    ],
    [
      "no place for the instance's identifier",
      OPENING_FORM.replace("<orx:instanceID/>", "").replace(/<bind nodeset="\/data\/orx.*\n/, ""),
      "no-instance-id",
    ],
    ["a cut file", OPENING_FORM.slice(0, -20), "not-well-formed"],
    ["a document type", OPENING_FORM.replace("<h:html", "<!DOCTYPE h>\n<h:html"), "doctype-refused"],
  ])("%s is refused", (_what, text, code) => {
    expect(() => readFormDefinition(bytes(text))).toThrow(expect.objectContaining({ code }));
  });

  it.skipIf(!present)(`of ODK's own samples is read${skipped}`, () => {
    const read = (name: string): unknown => readFormDefinition(readFileSync(`${samples}/${name}.xml`));
    expect(read("all-question-types")).toMatchObject({ formId: "all-question-types", root: "data" });
    expect(read("socio-economic-survey")).toMatchObject({ submission: null });
  });
});
