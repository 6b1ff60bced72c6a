import checks from "../catalogs/fr/checks.json" with { type: "json" };
import plan from "../catalogs/fr/plan.json" with { type: "json" };
import replay from "../catalogs/fr/replay.json" with { type: "json" };
import web from "../catalogs/fr/web.json" with { type: "json" };

/** What a browser is given of this language. */
export const catalog = { checks, plan, replay, web };
