/** The part of yauzl that is used here; the package ships no types. */
declare module "yauzl" {
  import type { Readable } from "node:stream";

  namespace yauzl {
    type Entry = {
      readonly fileName: string;
      readonly uncompressedSize: number;
      readonly generalPurposeBitFlag: number;
    };
    type ZipFile = {
      readEntry(): void;
      openReadStream(entry: Entry, done: (error: Error | null, stream: Readable) => void): void;
      on(event: "error", listener: (error: Error) => void): void;
      on(event: "end", listener: () => void): void;
      on(event: "entry", listener: (entry: Entry) => void): void;
    };
    function fromBuffer(
      bytes: Buffer,
      options: { readonly lazyEntries: boolean },
      done: (error: Error | null, zip: ZipFile) => void,
    ): void;
  }
  export default yauzl;
}
