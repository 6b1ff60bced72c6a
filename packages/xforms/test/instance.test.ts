import { describe, expect, it } from "vitest";
import { checkInstance, checksOf, readFormDefinition, readInstance } from "../src/index.ts";
import { bytes, INSTANCE, OPENING_FORM } from "./sample-forms.ts";

describe("a submitted instance", () => {
  it("says which form it is of, which instance, and its values by path", () => {
    const read = readInstance(bytes(INSTANCE));
    expect(read).toMatchObject({
      root: "data",
      formId: "opening",
      version: "3",
      instanceId: "uuid:0d4b0d7e-2f1c-4c6e-9a53-1f5b9f0a7c11",
    });
    expect(read.values.get("/data/station/note")).toEqual(["Cola tranquila & <larga> 😀"]);
    expect(read.values.get("/data/rep/who")).toEqual(["a", "b"]);
    expect(read.values.get("/data/counts/cast")).toEqual([""]);
    expect(read.values.has("/data/station")).toBe(false);
  });

  it.each([
    [
      "in the OpenRosa namespace",
      '<o:meta xmlns:o="http://openrosa.org/xforms"><o:instanceID>x</o:instanceID></o:meta>',
    ],
    ["in the form's own namespace", "<meta><instanceID> x </instanceID></meta>"],
  ])("has its identifier in meta %s", (_where, meta) => {
    expect(readInstance(bytes(`<d xmlns="urn:f">${meta}</d>`))).toMatchObject({
      instanceId: "x",
      formId: "urn:f",
      version: "",
    });
  });

  it.each([
    ["no identifier", '<d id="f"><meta/></d>', "no-instance-id"],
    ["an empty one", '<d id="f"><meta><instanceID>  </instanceID></meta></d>', "no-instance-id"],
    [
      "one of 10,000 characters",
      `<d id="f"><meta><instanceID>${"x".repeat(10_000)}</instanceID></meta></d>`,
      "bad-instance-id",
    ],
    [
      "one with a zero-width space",
      '<d id="f"><meta><instanceID>a&#x200B;b</instanceID></meta></d>',
      "bad-instance-id",
    ],
    [
      "two",
      '<d id="f"><meta><instanceID>a</instanceID><instanceID>b</instanceID></meta></d>',
      "several-instance-ids",
    ],
    ["one outside meta", '<d id="f"><instanceID>a</instanceID></d>', "no-instance-id"],
    [
      "one in a meta deeper down",
      '<d id="f"><g><meta><instanceID>a</instanceID></meta></g></d>',
      "no-instance-id",
    ],
    [
      "one in a stranger's meta",
      '<d id="f"><meta xmlns="urn:x"><instanceID>a</instanceID></meta></d>',
      "no-instance-id",
    ],
    ["no form id", "<d><meta><instanceID>a</instanceID></meta></d>", "no-form-id"],
  ])("with %s is refused", (_what, xml, code) => {
    expect(() => readInstance(bytes(xml))).toThrow(expect.objectContaining({ code }));
  });
});

describe("an instance held against its form", () => {
  const checks = checksOf(readFormDefinition(bytes(OPENING_FORM)));
  const check = (root: string, values: Readonly<Record<string, string>>): string[] =>
    checkInstance(checks, {
      root,
      values: new Map(Object.entries(values).map(([path, value]) => [path, [value]])),
    });

  it("names the files that belong to it", () => {
    expect(check("data", { "/data/photo": " sheet.jpg ", "/data/start": "x" })).toEqual(["sheet.jpg"]);
  });

  it.each([
    ["data", "/data/counts/received", "0", null],
    ["data", "/data/counts/received", "-12", null],
    ["data", "/data/counts/received", "", null],
    ["data", "/data/counts/cast", "1.5", null],
    ["data", "/data/counts/cast", "1.5E3", null],
    ["data", "/data/counts/received", "1.5", "not-a-number"],
    ["data", "/data/counts/received", "twelve", "not-a-number"],
    ["data", "/data/counts/received", "1e3", "not-a-number"],
    ["data", "/data/counts/received", "__proto__", "not-a-number"],
    ["data", "/data/counts/cast", "1,5", "not-a-number"],
    ["data", "/data/counts/cast", "NaN", "not-a-number"],
    ["other", "/data/start", "x", "wrong-structure"],
  ])("root %s with %s = %j: %s", (root, path, value, code) => {
    const held = (): unknown => check(root, { [path]: value });
    if (code === null) expect(held()).toEqual([]);
    else expect(held).toThrow(expect.objectContaining({ code }));
  });
});
