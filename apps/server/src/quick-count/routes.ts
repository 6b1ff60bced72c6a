import * as contract from "@veedor/api-contract";
import { linesWithRole } from "@veedor/domain";
import type { z } from "zod";
import type { Routes } from "../http/app.ts";
import { serve } from "../http/serve.ts";
import { listTakes, readEstimate, readTake, takeInputsOf } from "./estimates.ts";
import { plainTake } from "./making.ts";
import type { StoredTake, TakeInCourse } from "./store.ts";

/** The quick count: the estimate as it stands, takes, and what they were made from. */
export const quickCountRoutes: Routes = (app, context) => {
  serve(app, contract.readEstimate, async ({ actor, parameters }) => {
    const { contest, plan, estimate } = await readEstimate(context, actor, parameters);
    const choices = linesWithRole(contest.contest, "choice").flatMap((line) => {
      const found = contest.lines[line];
      return found === undefined ? [] : [{ code: found.code, name: { ...found.name } }];
    });
    return {
      choices,
      plan:
        plan === null
          ? null
          : { id: plan.id, version: plan.version, hash: plan.hash, document: { ...plan.plan } },
      estimate:
        estimate === null
          ? null
          : {
              plan: estimate.plan,
              sample: estimate.sample,
              madeAt: estimate.madeAt.toISOString(),
              content: contentAnswer(estimate),
            },
    };
  });
  serve(app, contract.listTakes, async ({ actor, parameters, query }) => {
    const { limit } = query;
    const after = query.after === undefined ? null : new Date(Number(query.after));
    const found = await listTakes(context, actor, parameters, { after, limit: limit + 1 });
    const items = found.slice(0, limit);
    const last = items.at(-1);
    const next = found.length > limit && last !== undefined ? String(last.at.getTime()) : null;
    return { items: items.map(courseAnswer), next };
  });
  serve(app, contract.readTake, async ({ actor, parameters }) =>
    takeAnswer(await readTake(context, actor, parameters)),
  );
  serve(app, contract.exportTakeInputs, async ({ actor, parameters }) => {
    const inputs = await takeInputsOf(context, actor, parameters);
    return inputs as z.input<typeof contract.takeInputs>;
  });
};

/** A take that was made more than as late as one takes to make is late. */
const LATE = 60_000;

function headAnswer(take: Omit<StoredTake, "content">) {
  const { id, contest, plan, sample, at, madeAt, inputsHash } = take;
  return {
    id,
    contest,
    plan,
    sample,
    inputsHash,
    at: at.toISOString(),
    madeAt: madeAt.toISOString(),
    isLate: madeAt.getTime() - at.getTime() > LATE,
  };
}

type Listed = z.input<typeof contract.listTakes.answer>["items"][number];

const courseAnswer = (take: TakeInCourse): Listed => ({
  ...headAnswer(take),
  // As it was stored, a take is what the contract describes.
  content: take.content as unknown as Listed["content"],
});

const takeAnswer = (take: StoredTake): z.input<typeof contract.readTake.answer> => ({
  ...headAnswer(take),
  content: contentAnswer(take),
});

const contentAnswer = ({ content }: Pick<StoredTake, "content">) =>
  plainTake(content) as z.input<typeof contract.takeContent>;
