import checks from "../catalogs/es/checks.json" with { type: "json" };
import plan from "../catalogs/es/plan.json" with { type: "json" };
import replay from "../catalogs/es/replay.json" with { type: "json" };
import web from "../catalogs/es/web.json" with { type: "json" };

/** What a browser is given of this language. */
export const catalog = { checks, plan, replay, web };
