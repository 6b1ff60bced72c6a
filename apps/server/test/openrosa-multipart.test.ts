import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { boundaryOf, MultipartError, MultipartReader, type PartHead } from "../src/openrosa/multipart.ts";
import { BOUNDARY, multipart } from "./setting/phone.ts";

type ReadPart = PartHead & { readonly data: Buffer };

/** Reads a body in pieces of these sizes, over and over. */
function read(body: Uint8Array, sizes: readonly number[] = [body.length], boundary = BOUNDARY): ReadPart[] {
  const parts: (PartHead & { pieces: Buffer[] })[] = [];
  let open = false;
  const reader = new MultipartReader(boundary, {
    begin: (head) => {
      expect(open).toBe(false);
      open = true;
      parts.push({ ...head, pieces: [] });
    },
    data: (bytes) => {
      expect(open).toBe(true);
      parts.at(-1)?.pieces.push(Buffer.from(bytes));
    },
    end: () => {
      expect(open).toBe(true);
      open = false;
    },
  });
  for (let at = 0, i = 0; at < body.length; i++) {
    const size = Math.max(1, sizes[i % sizes.length] ?? 1);
    reader.push(Buffer.from(body.subarray(at, at + size)));
    at += size;
  }
  reader.finish();
  return parts.map(({ pieces, ...head }) => ({ ...head, data: Buffer.concat(pieces) }));
}

function refusal(work: () => unknown): string | null {
  try {
    work();
    return null;
  } catch (error) {
    if (error instanceof MultipartError) return error.code;
    throw error;
  }
}

/** Data that comes as close to a delimiter as it may. */
const tricky = fc.oneof(
  fc.uint8Array({ maxLength: 300 }),
  fc
    .constantFrom("\r\n", "\r\n--", `\r\n--${BOUNDARY.slice(0, -1)}`, `--${BOUNDARY}`, "\r", "-", "")
    .map((text) => Buffer.from(text)),
);
const data = fc
  .array(tricky, { maxLength: 5 })
  .map((pieces) => Buffer.concat(pieces))
  .filter((whole) => !whole.includes(`\r\n--${BOUNDARY}`));

describe("multipart/form-data", () => {
  it("comes apart as it was put together, in pieces of any size", () => {
    fc.assert(
      fc.property(
        fc.array(data, { maxLength: 5 }),
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }),
        (contents, sizes) => {
          const parts = contents.map((content, i) => ({
            name: `n${i}`,
            filename: `f${i}`,
            type: "a/b",
            data: content,
          }));
          const found = read(multipart(parts), sizes);
          expect(found.map(({ name }) => name)).toEqual(parts.map(({ name }) => name));
          found.forEach((part, i) => expect(part.data.equals(contents[i] ?? Buffer.of())).toBe(true));
        },
      ),
    );
  });

  it("cut anywhere, is refused", () => {
    const body = multipart([
      { name: "a", filename: "a", data: "some text" },
      { name: "b", data: "" },
    ]);
    // Without its last line end it is still whole (RFC 2046, section 5.1.1).
    for (let length = 0; length < body.length - 2; length++) {
      expect(refusal(() => read(body.subarray(0, length)))).toBe("cut-short");
    }
  });

  it("with bytes changed, is read or refused, and never breaks the reader", () => {
    const body = multipart([{ name: "a", filename: "a.jpg", type: "image/jpeg", data: "text" }]);
    const seen = { read: 0, refused: 0 };
    fc.assert(
      fc.property(fc.nat(body.length - 1), fc.integer({ min: 0, max: 255 }), (at, to) => {
        const damaged = Buffer.from(body);
        damaged[at] = to;
        seen[refusal(() => read(damaged, [7])) === null ? "read" : "refused"]++;
      }),
      { numRuns: 2_000 },
    );
    expect(seen.refused).toBeGreaterThan(200);
    expect(seen.read).toBeGreaterThan(20);
  });

  it.each([
    ["something before the first delimiter", "preamble\r\n--B\r\n", "bad-multipart"],
    ["something behind the delimiter", "--Bx\r\n", "bad-multipart"],
    ["no name", "--B\r\nContent-Disposition: form-data\r\n\r\n", "part-without-name"],
    ["no disposition", "--B\r\nContent-Type: a/b\r\n\r\n", "part-without-name"],
    ["another disposition", "--B\r\nContent-Disposition: attachment; name=a\r\n\r\n", "bad-multipart"],
    [
      "two dispositions",
      '--B\r\nContent-Disposition: form-data; name="a"\r\nContent-Disposition: form-data; name="b"\r\n\r\n',
      "bad-multipart",
    ],
    ["two names", '--B\r\nContent-Disposition: form-data; name="a"; name="b"\r\n\r\n', "bad-multipart"],
    ["an unclosed name", '--B\r\nContent-Disposition: form-data; name="a\r\n\r\n', "bad-multipart"],
    ["a folded header", '--B\r\nContent-Disposition: form-data;\r\n name="a"\r\n\r\n', "bad-multipart"],
    ["a header without a colon", "--B\r\nContent-Disposition\r\n\r\n", "bad-multipart"],
    ["NUL in a header", '--B\r\nContent-Disposition: form-data; name="a\u0000"\r\n\r\n', "bad-multipart"],
    [
      "base64 for mail",
      '--B\r\nContent-Disposition: form-data; name="a"\r\nContent-Transfer-Encoding: base64\r\n\r\n',
      "bad-multipart",
    ],
    [
      "only the extended file name",
      "--B\r\nContent-Disposition: form-data; name=\"a\"; filename*=UTF-8''a.jpg\r\n\r\n",
      "bad-multipart",
    ],
    ["an endless head", `--B\r\nX: ${"x".repeat(5_000)}`, "part-head-too-large"],
    ["something behind the end", "--B--\r\nmore", "bad-multipart"],
  ])("with %s is refused", (_what, body, code) => {
    expect(refusal(() => read(Buffer.from(body), [3], "B"))).toBe(code);
  });

  it("reads names as browsers and phones write them", () => {
    const body =
      '--B\r\ncontent-disposition: FORM-DATA; name="a \\"b\\" \\\\c"; filename=plain.jpg\r\nContent-Type: Image/JPEG; x=y\r\n\r\nd\r\n--B--';
    expect(read(Buffer.from(body), [5], "B")).toMatchObject([
      { name: 'a "b" \\c', filename: "plain.jpg", mediaType: "image/jpeg" },
    ]);
    const accented =
      '--B\r\nContent-Disposition: form-data; name="x"; filename="Peñas ß.jpg"\r\n\r\n\r\n--B--\r\n';
    expect(read(Buffer.from(accented), [1], "B")).toMatchObject([{ filename: "Peñas ß.jpg", mediaType: "" }]);
  });

  it.each([
    ["multipart/form-data; boundary=abc", "abc"],
    ['Multipart/Form-Data; charset=utf-8; boundary="a b c"', "a b c"],
    ["multipart/form-data; boundary=", null],
    ['multipart/form-data; boundary="a\r\nb"', null],
    [`multipart/form-data; boundary=${"x".repeat(71)}`, null],
    ["multipart/mixed; boundary=abc", null],
    ["text/xml", null],
  ])("takes the boundary from %j", (type, boundary) => {
    expect(boundaryOf(type)).toBe(boundary);
  });
});
