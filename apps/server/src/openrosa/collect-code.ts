import { deflateSync } from "node:zlib";
import { ProblemError } from "@veedor/domain";
import { toDataURL, toString } from "qrcode";
import type { Context } from "../context.ts";
import { missionById, nameIn } from "../missions/index.ts";
import type { Actor } from "../people/actor.ts";
import { requireInMission } from "../people/actor.ts";
import { deviceByToken } from "../people/index.ts";

/** Settings as Collect imports them: sections, and in each the values that are not its own defaults. */
export type CollectSettings = Readonly<Record<string, Readonly<Record<string, string>>>>;

export type CollectCode = {
  readonly settings: CollectSettings;
  readonly text: string;
  readonly svg: string;
  readonly png: string;
};

/**
 * The QR code that sets ODK Collect up for a device. The token is shown once, when the device is made, and the server
 * keeps only its hash: whoever shows the code hands it in again.
 *
 * Source: https://docs.getodk.org/collect-import-export/ (settings as JSON, zlib, base64).
 *
 * @throws {ProblemError} `forbidden`, `device-token-wrong`
 */
export async function collectCode(
  context: Context,
  actor: Actor,
  mission: string,
  given: { readonly device: string; readonly token: string },
): Promise<CollectCode> {
  requireInMission(actor, mission, "devices-manage");
  const device = await deviceByToken(context, given.token);
  if (device?.device !== given.device || device.mission !== mission)
    throw new ProblemError("device-token-wrong");
  const found = await missionById(context.database.query, mission);
  if (found === null) throw new ProblemError("not-found");
  const settings = {
    general: {
      server_url: `${context.publicUrl()}/openrosa/${given.token}`,
      // The phone has exactly the forms that the server hands out, and sends as soon as there is a network.
      form_update_mode: "match_exactly",
      autosend: "wifi_and_cellular",
    },
    admin: {},
    project: { name: nameIn(found.name, found.languages[0] ?? "", found.languages), icon: "V" },
  };
  const text = deflateSync(JSON.stringify(settings)).toString("base64");
  const [svg, png] = await Promise.all([toString(text, { type: "svg" }), toDataURL(text, { scale: 6 })]);
  return { settings, text, svg, png };
}
