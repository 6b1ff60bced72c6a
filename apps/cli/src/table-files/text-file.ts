import { readFile } from "node:fs/promises";
import { FileProblem } from "@veedor/authority-files";

/** Reads a text file that people name; missing ones are told as such. */
export async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : "";
    throw new FileProblem(code === "ENOENT" ? "file-not-found" : "file-unreadable", { file: path }, error);
  }
}
