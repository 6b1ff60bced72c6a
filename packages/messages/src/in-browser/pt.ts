import checks from "../catalogs/pt/checks.json" with { type: "json" };
import plan from "../catalogs/pt/plan.json" with { type: "json" };
import replay from "../catalogs/pt/replay.json" with { type: "json" };
import web from "../catalogs/pt/web.json" with { type: "json" };

/** What a browser is given of this language. */
export const catalog = { checks, plan, replay, web };
