/**
 * What had been committed at an instant, as PostgreSQL writes it (`pg_snapshot`: `xmin:xmax:open,open`): every
 * transaction before `xmin`, and those before `xmax` that are not listed as open. It is the place in a stream from
 * which a reader resumes: an event whose transaction began early and committed late is behind it all the same.
 */
export type Snapshot = string & { readonly [kind]: "snapshot" };
declare const kind: unique symbol;

/** More transactions than a server of ours keeps open at once. */
const MOST_OPEN = 500;

/** Reads a stream's identifier; `null` for what no stream of ours has sent. */
export function readSnapshot(text: string): Snapshot | null {
  const parts = /^(\d{1,19}):(\d{1,19}):((?:\d{1,19},)*\d{1,19})?$/.exec(text);
  if (parts === null) return null;
  const [xmin, xmax] = [BigInt(parts[1] ?? 0), BigInt(parts[2] ?? 0)];
  const open = openOf(text);
  const isSound =
    xmin > 0n &&
    xmin <= xmax &&
    open.length <= MOST_OPEN &&
    open.every((xid, i) => xid >= xmin && xid < xmax && (i === 0 || xid > (open[i - 1] ?? 0n)));
  return isSound ? (text as Snapshot) : null;
}

/** Whether what a transaction wrote could be seen. */
export function isVisible(snapshot: Snapshot, xid: bigint): boolean {
  const [xmin = "0", xmax = "0"] = snapshot.split(":");
  if (xid < BigInt(xmin)) return true;
  return xid < BigInt(xmax) && !openOf(snapshot).includes(xid);
}

/** The first transaction that had not begun. */
export function endOf(snapshot: Snapshot): bigint {
  return BigInt(snapshot.split(":")[1] ?? 0);
}

const openOf = (snapshot: string): bigint[] =>
  (snapshot.split(":")[2] ?? "").split(",").flatMap((text) => (text === "" ? [] : [BigInt(text)]));
