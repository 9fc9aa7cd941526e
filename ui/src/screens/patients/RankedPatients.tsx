import { useCallback, useEffect, useMemo, useState } from "react";
import type { PatientsView } from "../../host";
import { Empty, Notice } from "../../parts/Boxes";
import { Button } from "../../parts/Button";
import { TIERS, type TierCode, tierName } from "../../parts/tiers";
import { useGoing } from "../../state/going";
import { Letters } from "../../state/letters";
import { useFrame } from "../../state/session";
import { Compare } from "./Compare";
import { Filters } from "./Filters";
import { HospitalView } from "./HospitalView";
import { drawnRows, HeldBar, ListFoot, PatientList } from "./PatientList";
import { PatientPanel } from "./PatientPanel";
import type { Mode } from "./PatientsScreen";
import { RollCall } from "./RollCall";
import { countsOf, EVERYBODY, type Filter, isPlain, shows } from "./rows";
import { asked } from "./target";
import { useHeldOrder } from "./useHeldOrder";
import { WordsProvider } from "./useWords";
import { WardView } from "./WardView";

/** The filter that a link asked for; its system is named there and counted here. */
function wanted(target: string, view: PatientsView): Filter {
  const next = asked(target);
  const place = next.system === null ? -1 : view.systems.findIndex((system) => system.code === next.system);
  return { ...EVERYBODY, ...next.filter, system: place < 0 ? null : place };
}

/** The list in one of its three forms, its filters, and one patient or what changed beside it. */
export function RankedPatients({
  view,
  at,
  mode,
  onMode,
  ward,
  onWard,
  comparing,
  onCompared,
}: {
  view: PatientsView;
  at: string | null;
  mode: Mode;
  onMode: (mode: Mode) => void;
  /** The ward of the filter, kept above so that Print knows it. */
  ward: string;
  onWard: (ward: string) => void;
  comparing: number;
  onCompared: () => void;
}) {
  const { here, go } = useGoing();
  const { revision } = useFrame();
  const [rest, setRest] = useState<Filter>(() => (at === null ? wanted(here.target, view) : EVERYBODY));
  const filter = useMemo(() => ({ ...rest, ward }), [rest, ward]);
  const [openId, setOpenId] = useState<string | null>(at === null ? asked(here.target).open : null);
  const held = useHeldOrder(view.rows);
  const { setReading, redraw } = held;

  const change = useCallback(
    (part: Partial<Filter>) => {
      redraw();
      if (part.ward !== undefined) onWard(part.ward);
      setRest((before) => ({ ...before, ...part }));
    },
    [redraw, onWard],
  );

  // Another link to this screen while it is open.
  // biome-ignore lint/correctness/useExhaustiveDependencies: each turn is one arrival
  useEffect(() => {
    if (here.target === "" || at !== null) return;
    change(wanted(here.target, view));
    setOpenId(asked(here.target).open);
    onMode("list");
  }, [here.turn]);

  // What changed stands where a patient stands: asked for, it takes the place of the one that is open.
  useEffect(() => {
    if (comparing > 0) setOpenId(null);
  }, [comparing]);
  useEffect(() => setReading({ open: openId !== null && mode === "list" }), [openId, mode, setReading]);
  const open = useCallback(
    (id: string) => {
      setOpenId(id);
      onMode("list");
    },
    [onMode],
  );
  const close = useCallback(() => setOpenId(null), []);

  const counts = useMemo(() => countsOf(filter, view.rows), [filter, view.rows]);
  const rows = useMemo(() => drawnRows(held, (row, group) => shows(filter, row, group)), [held, filter]);
  const worst = view.rows[0]?.ward ?? "";
  const shownWard = ward === "" ? worst : ward;
  const ofWard = useMemo(
    () => (mode === "ward" ? drawnRows(held, (row) => row.ward === shownWard) : []),
    [held, mode, shownWard],
  );
  const onLetter = (letter: string): boolean => {
    if (view.locked) return false;
    if (letter === "0") change({ tier: "all" });
    else {
      const tier = TIERS[Number(letter) - 1];
      if (!tier || tier === "none") return false;
      change({ tier });
    }
    return true;
  };
  const groupCount = (tier: TierCode) => {
    const toConfirm = rows.filter((row) => row.group === tier && row.row.confirmed === null).length;
    const n = counts.tiers[tier];
    return (tier === "P1" || tier === "P2") && toConfirm > 0 ? `${n} · ${toConfirm} not confirmed` : String(n);
  };
  const order = useMemo(() => (mode === "ward" ? ofWard : rows).map((row) => row.id), [mode, ofWard, rows]);
  // Which ranking the words are of: a clinician's word changes them without a new place.
  const ranking = `${view.ranked_at} ${revision}`;
  return (
    <WordsProvider ranking={ranking} at={at} order={order}>
      <Letters className="patients-body" onLetter={onLetter}>
        {mode !== "hospital" && <Filters view={view} filter={filter} counts={counts} onChange={change} />}
        <Standing view={view} />
        {mode === "hospital" && !view.locked && (
          <HospitalView
            rows={view.rows}
            onShow={(part) => {
              change({ ...EVERYBODY, ...part });
              onMode("list");
            }}
            onWard={(chosen) => {
              change({ ...EVERYBODY, ward: chosen });
              onMode("ward");
            }}
          />
        )}
        {mode === "ward" && !view.locked && (
          <WardView ward={shownWard} rows={ofWard} latest={view.rows} held={held} onOpen={open} />
        )}
        {(mode === "list" || view.locked) && (
          <div className="patients-split" data-open={openId !== null || comparing > 0}>
            <section className="patients-left" data-region aria-label="List">
              {!view.locked && <HeldBar held={held} isPast={view.past} />}
              {rows.length === 0 ? (
                <div className="patients-nobody">
                  <Empty
                    title="Nobody is shown"
                    acts={<Button onPress={() => change(EVERYBODY)}>Show all {view.counts.all}</Button>}
                  >
                    {emptyWords(filter)} Normal clinical urgency still applies to everybody who is not shown.
                  </Empty>
                </div>
              ) : view.locked ? (
                <RollCall rows={rows.map((each) => each.row)} openId={openId} onOpen={open} />
              ) : (
                <PatientList rows={rows} counts={groupCount} openId={openId} onOpen={open} held={held} />
              )}
              <ListFoot held={held} onOpen={open}>
                {view.locked
                  ? `${rows.length} of ${view.counts.all} to find at the bedside`
                  : sumWords(filter, counts.tiers, counts.all, rows.length, view.counts.all)}
              </ListFoot>
            </section>
            {openId !== null ? (
              <PatientPanel
                key={openId}
                id={openId}
                at={at}
                onClose={close}
                onCharts={(charts) => go("paper", `ward:${charts}`)}
              />
            ) : comparing > 0 ? (
              <Compare ward={ward} at={at} onOpen={open} onClose={onCompared} />
            ) : (
              <section className="patients-right patients-none" data-region aria-label="Patient">
                <p className="second">
                  {view.locked
                    ? "Open a row to see what the old census held. It is not known whether it is still so."
                    : "Open a row to see why the patient stands there, what to do, and to confirm."}
                </p>
              </section>
            )}
          </div>
        )}
      </Letters>
    </WordsProvider>
  );
}

/** What must be known of the list as a whole before any row is read. */
function Standing({ view }: { view: PatientsView }) {
  if (view.locked) {
    return (
      <div className="locked" role="note">
        <strong>Locked: rebuild at the bedside.</strong> The census is more than 12 h old, so nobody knows who lies
        where, and nobody stands above anybody. Print the roll-call, find each one, score and rank by hand, then take a
        new census.
      </div>
    );
  }
  if (view.incident) return null;
  return (
    <Notice tone="plain">
      <strong>No incident is running.</strong> The order follows each patient's own state; nothing is known to be
      broken. Tiers are confirmed once an incident or an exercise runs.
    </Notice>
  );
}

/** Counts that add up: "55 shown of 612 · 14 + 41 + 118 + 287 + 152 = 612". */
function sumWords(
  filter: Filter,
  tiers: Record<TierCode, number>,
  all: number,
  shown: number,
  everybody: number,
): string {
  const sum = `${TIERS.map((tier) => tiers[tier]).join(" + ")} = ${all}`;
  if (isPlain(filter)) return `${shown} of ${everybody} shown · ${sum}`;
  return `${shown} of ${everybody} shown · ${sum}, ${everybody - all} filtered out`;
}

function emptyWords(filter: Filter): string {
  if (filter.words !== "") return `No name, bed or number has "${filter.words}" in what is shown.`;
  if (filter.recheck) return "Nobody here is due for a re-check.";
  if (filter.notProfiled) return "Everybody here is profiled.";
  if (filter.tier !== "all")
    return `No patient stands at ${tierName(filter.tier)}${filter.ward === "" ? "" : ` on ${filter.ward}`}.`;
  return filter.toConfirm ? "Every P1 and P2 shown is confirmed." : "No patient is here.";
}
