import type { Html } from "@veedor/markup";
import { html } from "@veedor/markup";
import type { PageContext } from "./page-context.ts";

type Sign = {
  readonly title: string;
  readonly words: string;
  readonly state: "raised" | "quiet" | "unknown";
};

/** Signs that what arrived is not like what was drawn, each in words with its numbers. */
export function biasSigns(context: PageContext): Html {
  const { messages, last } = context;
  const signs = last === null ? [] : [differenceSign(context), driftSign(context), sizeSign(context)];
  const mark = { raised: "✗", quiet: "✓", unknown: "–" } as const;
  const rows = signs.map(
    ({ title, words, state }) =>
      html`<li class="${state}"><p><strong>${title}</strong> <span class="sign-state">${mark[state]} ${messages.text(
        `replay.page-sign-${state}`,
      )}</span></p><p>${words}</p></li>`,
  );
  return html`<section aria-labelledby="bias"><h2 id="bias">${messages.text("replay.page-bias-title")}</h2><p class="reading">${messages.text(
    "replay.page-bias-reading",
  )}</p><ul class="signs">${rows}</ul></section>`;
}

function differenceSign({ messages, format, last, record }: PageContext): Sign {
  const title = messages.text("replay.page-sign-difference");
  const largest = last?.bias.largest ?? null;
  const threshold = format.points(record.plan.gate.arrivalDifference, 0);
  if (largest === null || largest.difference === null) {
    return { title, words: messages.text("replay.page-sign-difference-none"), state: "unknown" };
  }
  const { group, column, difference } = largest;
  const direction = difference < 0 ? "behind" : "ahead";
  const words = messages.text("replay.page-sign-difference-words", {
    group,
    column,
    points: format.points(difference),
    direction,
    threshold,
  });
  return { title, words, state: last?.bias.raised.includes("arrival-differs") ? "raised" : "quiet" };
}

function driftSign({ messages, format, last, record }: PageContext): Sign {
  const title = messages.text("replay.page-sign-drift");
  const drift = last?.bias.drift ?? null;
  if (drift === null) return { title, words: messages.text("replay.page-sign-drift-none"), state: "unknown" };
  const state = last?.bias.raised.includes("estimate-drifts") ? "raised" : "quiet";
  const words = messages.text("replay.page-sign-drift-words", {
    drifts: state === "raised" ? "yes" : "no",
    z: format.decimal(drift.z, 2),
    probability: format.probability(drift.probability),
    level: format.percent(record.plan.gate.driftLevel),
    complete: last?.usable === last?.designed ? "yes" : "no",
    points: format.signedPoints(drift.projected, 2),
  });
  return { title, words, state };
}

function sizeSign({ messages, format, last }: PageContext): Sign {
  const title = messages.text("replay.page-sign-size");
  const size = last?.bias.size ?? null;
  if (size === null) return { title, words: messages.text("replay.page-sign-size-none"), state: "unknown" };
  const words = messages.text("replay.page-sign-size-words", {
    percent: format.percent(Math.abs(size.relative)),
    direction: size.relative < 0 ? "fewer" : "more",
    z: format.decimal(size.z, 2),
  });
  return { title, words, state: last?.bias.raised.includes("station-sizes-differ") ? "raised" : "quiet" };
}
