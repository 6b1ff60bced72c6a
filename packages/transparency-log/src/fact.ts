import type { Json } from "./canonical-json.ts";
import { canonicalJson } from "./canonical-json.ts";

/**
 * The two hash functions that a fact needs, handed in so that this package runs in a browser as in a server.
 *
 * @property sha256 of UTF-8 text, as lower-case hexadecimal
 * @property hmac HMAC-SHA-256 of UTF-8 text under the fact's salt key, as lower-case hexadecimal
 */
export type FactHashes = {
  readonly sha256: (text: string) => string;
  readonly hmac: (text: string) => string;
};

/**
 * Something that the mission accepted and can later prove: a submission, a tally's version, a frame, a release.
 *
 * @property kind what it is, such as `submission` or `tally-version`
 * @property fields its values by name; each can be disclosed alone
 */
export type Fact = { readonly kind: string; readonly fields: Readonly<Record<string, Json>> };

/** One field as it is disclosed to a verifier. */
export type DisclosedField = { readonly name: string; readonly salt: string; readonly value: Json };

/**
 * The body of a fact's leaf: canonical JSON with the kind and one commitment a field, sorted, so that neither values
 * nor the order of fields show. A commitment is SHA-256 over the canonical JSON of `[salt, name, value]`, as in
 * selective disclosure for JWTs (RFC 9901, section 4.2); the salt is HMAC-SHA-256 of the field's name under the
 * fact's own random key, so one field can be opened without opening the others.
 */
export function leafBody(fact: Fact, hashes: FactHashes): string {
  const commitments = Object.entries(fact.fields).map(([name, value]) =>
    fieldCommitment({ name, salt: fieldSalt(name, hashes), value }, hashes),
  );
  return canonicalJson({ format: "veedor-fact/1", kind: fact.kind, commitments: commitments.sort() });
}

/** The salt of one field of a fact. */
export function fieldSalt(name: string, hashes: Pick<FactHashes, "hmac">): string {
  return hashes.hmac(name);
}

/** What a verifier computes from a disclosed field, to look for it in the leaf's body. */
export function fieldCommitment(field: DisclosedField, hashes: Pick<FactHashes, "sha256">): string {
  return hashes.sha256(canonicalJson([field.salt, field.name, field.value]));
}
