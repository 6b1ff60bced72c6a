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
  readonly #remembered = new Map<string, FormOfSubmission>();

  constructor(context: Context) {
    this.#context = context;
  }

  /** The form that an instance names, also one that is no longer handed out; `null` where the mission has none. */
  find(
    mission: string,
    formId: string,
    version: string,
  ): FormOfSubmission | Promise<FormOfSubmission | null> {
    return this.#remembered.get(keyOf(mission, formId, version)) ?? this.#read(mission, formId, version);
  }

  async #read(mission: string, formId: string, version: string): Promise<FormOfSubmission | null> {
    const row = await formOfInstance(this.#context.database.query, mission, formId, version);
    if (row === null) return null;
    const form: FormOfSubmission = {
      id: row.id,
      checks: checksOf(readFormDefinition(row.xml)),
      tally: row.tally === null || row.contest_id === null ? null : { ...row.tally, contest: row.contest_id },
    };
    if (this.#remembered.size >= MOST_REMEMBERED) this.#remembered.clear();
    this.#remembered.set(keyOf(mission, formId, version), form);
    return form;
  }
}

const keyOf = (mission: string, formId: string, version: string): string =>
  JSON.stringify([mission, formId, version]);
