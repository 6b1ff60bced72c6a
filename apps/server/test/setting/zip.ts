import { crc32, deflateRawSync, inflateRawSync } from "node:zlib";

/** A file of an archive, packed already; `bytes` is what the directory claims of its size. */
export type PackedFile = { readonly name: string; readonly packed: Uint8Array; readonly bytes: number };

/** An archive whose directory says what the test wants (PKWARE APPNOTE, sections 4.3.7, 4.3.12, 4.3.16). */
export function zipWith(...files: readonly PackedFile[]): Uint8Array {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, packed, bytes } of files) {
    const title = Buffer.from(name, "utf8");
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0); // version needed
    fields.writeUInt16LE(0x800, 2); // names in UTF-8
    fields.writeUInt16LE(8, 4); // deflated
    fields.writeUInt16LE(0x21, 8); // 1 January 1980
    fields.writeUInt32LE(crc32(inflateRawSync(packed)), 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(bytes, 18);
    fields.writeUInt16LE(title.length, 22);
    const body = Buffer.concat([Buffer.from("PK\x03\x04", "latin1"), fields, title, packed]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from("PK\x01\x02\x14\x00", "latin1"), fields, place, title]));
    bodies.push(body);
    offset += body.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(directory.length, 4);
  end.writeUInt16LE(directory.length, 6);
  end.writeUInt32LE(list.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...bodies, list, Buffer.from("PK\x05\x06", "latin1"), end]);
}

/** An archive of these texts. */
export function storedZip(files: Readonly<Record<string, string>>): Uint8Array {
  return zipWith(
    ...Object.entries(files).map(([name, text]) => ({
      name,
      packed: deflateRawSync(text),
      bytes: Buffer.byteLength(text),
    })),
  );
}
