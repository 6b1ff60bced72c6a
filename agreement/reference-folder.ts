// Reads a folder of references: JSON, plain CSV, and which files a method has.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The files of a folder that is laid out like the references. */
export class ReferenceFolder {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  has(file: string): boolean {
    return existsSync(join(this.path, file));
  }

  text(file: string): string {
    return readFileSync(join(this.path, file), "utf8");
  }

  json(file: string): unknown {
    return JSON.parse(this.text(file));
  }

  /** Rows of a CSV by column name. The files are plain: no quotes, no commas inside. */
  rows(file: string): Record<string, string>[] {
    const [head, ...lines] = this.text(file).trim().split("\n");
    const columns = (head ?? "").split(",");
    return lines.map((line) => {
      const cells = line.split(",");
      return Object.fromEntries(columns.map((column, i) => [column, cells[i] ?? ""]));
    });
  }

  /** Folders of methods, in order of their names. */
  methods(): string[] {
    return readdirSync(this.path, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name)
      .sort();
  }

  /** Files of a method's folder with a given ending, in order of their names. */
  files(method: string, ending: string): string[] {
    return readdirSync(join(this.path, method))
      .filter((name) => name.endsWith(ending))
      .sort()
      .map((name) => `${method}/${name}`);
  }
}
