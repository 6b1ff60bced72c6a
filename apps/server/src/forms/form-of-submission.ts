import { checksOf, type FormChecks, readFormDefinition } from "@veedor/xforms";
import type { Context } from "../context.ts";
import { formOfInstance } from "./store.ts";
import type { TallyLayout } from "./tables.ts";

/**
 * What a submission needs of its form.
 *
 * @property tally where the form is a contest's tally sheet
 */
export type FormOfSubmission = {
  readonly id: string;
  readonly checks: FormChecks;
  readonly tally: (TallyLayout & { readonly contest: string }) | null;
};

/** Forms never change once they are stored, so a process may remember as many as this. */
const MOST_REMEMBERED = 300;

/** Finds the forms of submissions; one for a server. */
export class FormsOfSubmissions {
  readonly #context: Context;
  readonly #remembered = new Map<string, FormOfSubmission | Promise<FormOfSubmission | null>>();

  constructor(context: Context) {
    this.#context = context;
  }

  /**
   * The form that an instance names, also one that is no longer handed out; `null` where the mission has none. What
   * asks at once shares one look-up.
   */
  find(
    mission: string,
    formId: string,
    version: string,
  ): FormOfSubmission | Promise<FormOfSubmission | null> {
    const key = JSON.stringify([mission, formId, version]);
    const known = this.#remembered.get(key);
    if (known !== undefined) return known;
    if (this.#remembered.size >= MOST_REMEMBERED) this.#remembered.clear();
    const read = this.#read(mission, formId, version);
    this.#remembered.set(key, read);
    read.then(
      // A form that is not there may be uploaded in a moment.
      (form) => (form === null ? this.#remembered.delete(key) : this.#remembered.set(key, form)),
      () => this.#remembered.delete(key),
    );
    return read;
  }

  async #read(mission: string, formId: string, version: string): Promise<FormOfSubmission | null> {
    const row = await formOfInstance(this.#context.database.query, mission, formId, version);
    if (row === null) return null;
    return {
      id: row.id,
      checks: checksOf(readFormDefinition(row.xml)),
      tally: row.tally === null || row.contest_id === null ? null : { ...row.tally, contest: row.contest_id },
    };
  }
}
