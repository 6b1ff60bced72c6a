import { ProblemError } from "@veedor/domain";
import { type Language, languageOf } from "@veedor/messages";
import type { FastifyRequest } from "fastify";
import type { Context } from "../context.ts";
import { missionById } from "../missions/index.ts";
import { type DeviceActor, deviceByBasic, deviceByToken } from "../people/index.ts";
import { RefusedError } from "./refused-error.ts";

/**
 * A phone that showed its token.
 *
 * @property language the mission's first, for texts where the phone asks for none
 * @property prefix of the addresses that it uses
 */
export type Phone = {
  readonly device: DeviceActor;
  readonly language: Language;
  readonly prefix: string;
};

/** How long a phone that was found is believed for a post; the transaction that stores asks again. */
const BELIEVED = 10_000;
const MOST_BELIEVED = 10_000;

type Believed = { phone: Phone | Promise<Phone>; readonly until: number };

/** Finds which phone asks. One for a server: it remembers phones for a few seconds, so that a post needs no query. */
export class Phones {
  readonly #context: Context;
  readonly #believed = new Map<string, Believed>();
  readonly #languages = new WeakMap<FastifyRequest, Language>();

  constructor(context: Context) {
    this.#context = context;
  }

  /**
   * The phone that a request comes from: by the token in its path, else by HTTP Basic.
   *
   * @throws {RefusedError} `sign-in-needed` where no credentials came; {ProblemError} `bad-token` for wrong ones
   */
  async of(request: FastifyRequest): Promise<Phone> {
    const { token } = request.params as { readonly token?: string };
    const { authorization } = request.headers;
    if (token === undefined && authorization === undefined) throw new RefusedError("sign-in-needed");
    const phone = await (token === undefined ? this.#byBasic(authorization ?? "") : this.#byToken(token));
    this.#languages.set(request, phone.language);
    return phone;
  }

  /** The language of the mission whose phone asks, where that is known by now. */
  languageOf(request: FastifyRequest): Language {
    return this.#languages.get(request) ?? "es";
  }

  /**
   * Like {@link Phones.of}, believing what was found a few seconds ago. For posts only. Posts that ask at once share
   * one look-up.
   */
  ofPost(request: FastifyRequest): Phone | Promise<Phone> {
    const { token } = request.params as { readonly token?: string };
    const key = token ?? request.headers.authorization ?? "";
    const believed = this.#believed.get(key);
    if (believed !== undefined && believed.until > performance.now()) {
      if (!(believed.phone instanceof Promise)) this.#languages.set(request, believed.phone.language);
      return believed.phone;
    }
    if (this.#believed.size >= MOST_BELIEVED) this.#believed.clear();
    const phone = this.of(request);
    const found: Believed = { phone, until: performance.now() + BELIEVED };
    this.#believed.set(key, found);
    phone.then(
      (known) => (found.phone = known),
      // Who is not known now may be in a moment.
      () => this.#believed.delete(key),
    );
    return phone;
  }

  async #byToken(token: string): Promise<Phone> {
    const device = await deviceByToken(this.#context, token);
    if (device === null) throw new ProblemError("bad-token");
    return this.#phone(device, `/openrosa/${token}`);
  }

  async #byBasic(authorization: string): Promise<Phone> {
    const [, encoded = ""] = /^Basic +([A-Za-z0-9+/=_-]{1,500})$/i.exec(authorization) ?? [];
    const [device = "", token = ""] = Buffer.from(encoded, "base64").toString("utf8").split(":");
    const found = await deviceByBasic(this.#context, device, token);
    if (found === null) throw new ProblemError("bad-token");
    return this.#phone(found, "/openrosa");
  }

  async #phone(device: DeviceActor, prefix: string): Promise<Phone> {
    const mission = await missionById(this.#context.database.query, device.mission);
    return { device, prefix, language: languageOf(mission?.languages[0] ?? "") ?? "es" };
  }
}
