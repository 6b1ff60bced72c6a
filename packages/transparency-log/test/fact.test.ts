import { createHmac, hash } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { DisclosedField, Fact, FactHashes } from "../src/index.ts";
import { fieldCommitment, fieldSalt, leafBody } from "../src/index.ts";

const vector = JSON.parse(
  readFileSync(new URL("../../../conformance/fact/tally-version.json", import.meta.url), "utf8"),
) as {
  readonly saltKey: string;
  readonly fact: Fact;
  readonly disclosures: readonly (DisclosedField & { readonly commitment: string })[];
  readonly body: string;
  readonly leaf: string;
};

const hashesWith = (key: string): FactHashes => ({
  sha256: (text) => hash("sha256", text),
  hmac: (text) => createHmac("sha256", Buffer.from(key, "hex")).update(text).digest("hex"),
});

describe("a fact", () => {
  const hashes = hashesWith(vector.saltKey);

  it("has the body and the leaf that another program computes", () => {
    const body = leafBody(vector.fact, hashes);
    expect(body).toBe(vector.body);
    expect(hash("sha256", Buffer.concat([Buffer.from([0]), Buffer.from(body)]))).toBe(vector.leaf);
  });

  it("opens one field without the others", () => {
    for (const { name, salt, value, commitment } of vector.disclosures) {
      expect(fieldSalt(name, hashes)).toBe(salt);
      expect(fieldCommitment({ name, salt, value }, hashes)).toBe(commitment);
      expect(vector.body).toContain(commitment);
    }
  });

  it("does not open to another value, name or salt", () => {
    const [field] = vector.disclosures;
    const changed = [{ value: "ST-0008" }, { name: "Station" }, { salt: "00".repeat(32) }];
    for (const change of changed) {
      expect(vector.body).not.toContain(fieldCommitment({ ...(field as DisclosedField), ...change }, hashes));
    }
  });

  it("tells nothing of equal values: another key, another commitment", () => {
    expect(leafBody(vector.fact, hashesWith("ff".repeat(32)))).not.toBe(vector.body);
  });

  it("does not show the order of its fields", () => {
    const turned = Object.fromEntries(Object.entries(vector.fact.fields).reverse());
    expect(leafBody({ ...vector.fact, fields: turned }, hashes)).toBe(vector.body);
  });
});
