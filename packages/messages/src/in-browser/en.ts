import checks from "../catalogs/en/checks.json" with { type: "json" };
import plan from "../catalogs/en/plan.json" with { type: "json" };
import replay from "../catalogs/en/replay.json" with { type: "json" };
import web from "../catalogs/en/web.json" with { type: "json" };

/** What a browser is given of this language. */
export const catalog = { checks, plan, replay, web };
