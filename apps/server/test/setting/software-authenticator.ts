import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";

/**
 * An authenticator in software: makes a passkey with a P-256 key and signs challenges with it, as Web Authentication,
 * Level 3, sections 6.1 (authenticator data), 6.5 (attested credential) and 6.3 (operations) say. Attestation "none".
 */
export class SoftwareAuthenticator {
  readonly #key: KeyObject;
  readonly #point: { readonly x: Buffer; readonly y: Buffer };
  readonly #id = randomBytes(32);
  readonly #origin: string;
  counter = 0;
  /** Whether it recognises its owner, as with a finger or a code. */
  recognises = true;
  userHandle = "";

  constructor(origin: string) {
    const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const { x = "", y = "" } = publicKey.export({ format: "jwk" });
    this.#key = privateKey;
    this.#point = { x: Buffer.from(x, "base64url"), y: Buffer.from(y, "base64url") };
    this.#origin = origin;
  }

  get id(): string {
    return this.#id.toString("base64url");
  }

  /** Answers a request for a new passkey. */
  register(options: { readonly challenge: string; readonly [member: string]: unknown }) {
    this.userHandle = (options["user"] as { id: string }).id;
    const length = Buffer.alloc(2);
    length.writeUInt16BE(this.#id.length);
    const data = Buffer.concat([
      this.#data(0x40),
      Buffer.alloc(16),
      length,
      this.#id,
      // COSE (RFC 9053): key type 2 (EC2), algorithm −7 (ES256), curve 1 (P-256), x, y.
      cborMap([1, 2], [3, -7], [-1, 1], [-2, this.#point.x], [-3, this.#point.y]),
    ]);
    const attestation = cborMap(["fmt", "none"], ["attStmt", null], ["authData", data]);
    return {
      id: this.id,
      rawId: this.id,
      type: "public-key" as const,
      response: {
        clientDataJSON: this.#clientData("webauthn.create", options.challenge).toString("base64url"),
        attestationObject: attestation.toString("base64url"),
        transports: ["internal"],
      },
    };
  }

  /** Answers a challenge with a signature. */
  assert(options: { readonly challenge: string }) {
    this.counter += 1;
    const data = this.#data(0);
    const clientData = this.#clientData("webauthn.get", options.challenge);
    const signed = Buffer.concat([data, createHash("sha256").update(clientData).digest()]);
    return {
      id: this.id,
      rawId: this.id,
      type: "public-key" as const,
      response: {
        clientDataJSON: clientData.toString("base64url"),
        authenticatorData: data.toString("base64url"),
        signature: sign("sha256", signed, this.#key).toString("base64url"),
        userHandle: this.userHandle,
      },
    };
  }

  #data(more: number): Buffer {
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(this.counter);
    const flags = 0x01 | (this.recognises ? 0x04 : 0) | more;
    const site = createHash("sha256").update(new URL(this.#origin).hostname).digest();
    return Buffer.concat([site, Buffer.from([flags]), counter]);
  }

  #clientData(type: string, challenge: string): Buffer {
    return Buffer.from(JSON.stringify({ type, challenge, origin: this.#origin, crossOrigin: false }), "utf8");
  }
}

/** `null` stands for an empty map, the only one inside another. */
type Cbor = number | string | Buffer | null;

/** The little of CBOR (RFC 8949) that an authenticator needs. */
function cborMap(...entries: readonly (readonly [Cbor, Cbor])[]): Buffer {
  return Buffer.concat([cborHead(5, entries.length), ...entries.flat().map(cbor)]);
}

function cbor(value: Cbor): Buffer {
  if (typeof value === "number") return value >= 0 ? cborHead(0, value) : cborHead(1, -1 - value);
  if (typeof value === "string")
    return Buffer.concat([cborHead(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (Buffer.isBuffer(value)) return Buffer.concat([cborHead(2, value.length), value]);
  return cborHead(5, 0);
}

function cborHead(major: number, value: number): Buffer {
  if (value < 24) return Buffer.from([(major << 5) | value]);
  if (value < 256) return Buffer.from([(major << 5) | 24, value]);
  return Buffer.from([(major << 5) | 25, value >> 8, value & 255]);
}
