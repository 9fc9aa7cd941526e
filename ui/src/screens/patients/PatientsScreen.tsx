import { Printer, Search } from "lucide-react";
import { useCallback, useEffect, useMemo, useState } from "react";
import { Input, Label, SearchField } from "react-aria-components";
import type { PatientsView, TierCounts } from "../../host";
import { Empty, ErrorBox, Loading, Notice, TitleRow } from "../../parts/Boxes";
import { Button } from "../../parts/Button";
import { Pick, Segments, Tick } from "../../parts/Field";
import { Icon } from "../../parts/Icon";
import { TierBadge } from "../../parts/TierBadge";
import { TIER_WORD, TIERS, type TierCode, tierName } from "../../parts/tiers";
import { useGoing } from "../../state/going";
import { Letters } from "../../state/letters";
import { useFrame, useView } from "../../state/session";
import { clock } from "../../words/format";
import { drawnRows, HeldBar, ListFoot, PatientList } from "./PatientList";
import { PatientPanel } from "./PatientPanel";
import { EVERYBODY, type Filter, shows } from "./rows";
import { useHeldOrder } from "./useHeldOrder";
import "./patients.css";

const NONE: PatientsView["rows"] = [];

function countOf(counts: TierCounts, tier: TierCode): number {
  return tier === "none"
    ? counts.not_affected
    : counts[tier === "P1" ? "p1" : tier === "P2" ? "p2" : tier === "P3" ? "p3" : "p4"];
}

/** Where a link of another screen leads: a tier, a ward, or one patient. */
function asked(target: string): { filter: Partial<Filter>; open: string | null } {
  if (target.startsWith("tier:")) {
    const tier = TIERS.find((each) => each === target.slice(5));
    return { filter: { tier: tier ?? "all" }, open: null };
  }
  if (target.startsWith("ward:")) return { filter: { ward: target.slice(5) }, open: null };
  return { filter: {}, open: target === "" ? null : target };
}

/** The priority list, with one patient open beside it. */
export function PatientsScreen() {
  const { view, error, reload } = useView("patients", { ward: "" });
  const { updateCensus, go } = useGoing();
  const frame = useFrame();
  return (
    <div className="fill patients">
      <TitleRow
        title="Patients"
        fact={
          view
            ? `${view.counts.all} in the census · ranked ${clock(view.ranked_at, frame.zone_name)} · rules ${view.rules}`
            : "Reading the list"
        }
      >
        <Button onPress={updateCensus}>Update the census</Button>
        <Button icon={Printer} onPress={() => go("paper")}>
          Charts
        </Button>
      </TitleRow>
      {error && (
        <ErrorBox what={error.what} kept={view ? "The list below is from before." : null} next={error.next}>
          <Button onPress={reload}>Read again</Button>
        </ErrorBox>
      )}
      {!view && !error && <Loading what="Ranking the patients." />}
      {view && view.counts.all === 0 && (
        <Empty
          title="No census yet"
          acts={
            <>
              <Button kind="primary" onPress={updateCensus}>
                Update the census
              </Button>
              <Button onPress={() => go("census")}>Open Census</Button>
            </>
          }
        >
          Without a census there is no priority list. Read a file that another system left behind, or a list typed by
          hand (CSV).
        </Empty>
      )}
      {view && view.counts.all > 0 && <RankedPatients view={view} />}
    </div>
  );
}

function RankedPatients({ view }: { view: PatientsView }) {
  const { here, go } = useGoing();
  const first = asked(here.target);
  const [filter, setFilter] = useState<Filter>({ ...EVERYBODY, ...first.filter });
  const [openId, setOpenId] = useState<string | null>(first.open);
  const held = useHeldOrder(view.rows.length > 0 ? view.rows : NONE);
  const { setReading } = held;

  // Another link to this screen while it is open.
  // biome-ignore lint/correctness/useExhaustiveDependencies: each turn is one arrival
  useEffect(() => {
    const next = asked(here.target);
    if (here.target === "") return;
    setFilter({ ...EVERYBODY, ...next.filter });
    setOpenId(next.open);
  }, [here.turn]);

  useEffect(() => setReading({ open: openId !== null }), [openId, setReading]);
  const open = useCallback((id: string) => setOpenId(id), []);
  const close = useCallback(() => setOpenId(null), []);
  const change = (part: Partial<Filter>) => setFilter((before) => ({ ...before, ...part }));

  const rows = useMemo(() => drawnRows(held, (row, group) => shows(filter, row, group)), [held, filter]);
  const onLetter = (letter: string): boolean => {
    if (letter === "0") change({ tier: "all" });
    else {
      const tier = TIERS[Number(letter) - 1];
      if (!tier || tier === "none") return false;
      change({ tier });
    }
    return true;
  };
  const { counts } = view;
  const groupCount = (tier: TierCode) => {
    const n = countOf(counts, tier);
    const toConfirm = tier === "P1" ? counts.p1_to_confirm : tier === "P2" ? counts.p2_to_confirm : 0;
    return toConfirm > 0 ? `${n} · ${toConfirm} not confirmed` : String(n);
  };
  return (
    <Letters className="patients-body" onLetter={onLetter}>
      <Filters view={view} filter={filter} onChange={change} />
      {view.locked && (
        <Notice>
          <strong>This census is too old to rank by.</strong> Go to the bedside, count who is there, then update the
          census.
        </Notice>
      )}
      {!view.incident && (
        <Notice tone="plain">
          <strong>No incident is running.</strong> The order follows each patient's own state; nothing is known to be
          broken. Tiers are confirmed once an incident or an exercise runs.
        </Notice>
      )}
      <div className="patients-split" data-open={openId !== null}>
        <section className="patients-left" data-region aria-label="List">
          <HeldBar held={held} />
          {rows.length === 0 ? (
            <div className="patients-nobody">
              <Empty
                title="Nobody is shown"
                acts={<Button onPress={() => setFilter(EVERYBODY)}>Show all {counts.all}</Button>}
              >
                {emptyWords(filter)} Normal clinical urgency still applies to everybody who is not shown.
              </Empty>
            </div>
          ) : (
            <PatientList rows={rows} counts={groupCount} openId={openId} onOpen={open} held={held} />
          )}
          <ListFoot held={held} onOpen={open}>
            {rows.length} of {counts.all} shown · {counts.p1} + {counts.p2} + {counts.p3} + {counts.p4} +{" "}
            {counts.not_affected} = {counts.all}
          </ListFoot>
        </section>
        {openId !== null ? (
          <PatientPanel key={openId} id={openId} onClose={close} onCharts={(ward) => go("paper", `ward:${ward}`)} />
        ) : (
          <section className="patients-right patients-none" data-region aria-label="Patient">
            <p className="second">Open a row to see why the patient stands there, what to do, and to confirm.</p>
          </section>
        )}
      </div>
    </Letters>
  );
}

function emptyWords(filter: Filter): string {
  if (filter.words !== "") return `No name, bed or number has "${filter.words}" in what is shown.`;
  if (filter.tier !== "all")
    return `No patient stands at ${tierName(filter.tier)}${filter.ward === "" ? "" : ` on ${filter.ward}`}.`;
  return filter.toConfirm ? "Everybody shown is confirmed." : "No patient is here.";
}

function Filters({
  view,
  filter,
  onChange,
}: {
  view: PatientsView;
  filter: Filter;
  onChange: (part: Partial<Filter>) => void;
}) {
  const { counts } = view;
  const tierOptions = [
    ...TIERS.map((tier) => ({
      value: tier as string,
      label: `${tierName(tier)}, ${countOf(counts, tier)}`,
      content: (
        <>
          <TierBadge tier={tier} size={32} plain />
          <span>{tier === "none" ? `Not affected ${counts.not_affected}` : countOf(counts, tier)}</span>
        </>
      ),
    })),
    { value: "all", label: `All, ${counts.all}`, content: <span className="semi">All {counts.all}</span> },
  ];
  const setTier = (tier: string) => onChange({ tier: TIERS.find((each) => each === tier) ?? "all" });
  return (
    <section className="patients-filters" data-region aria-label="Filters">
      <Segments
        className="filters-wide"
        label="Tier"
        hideLabel
        value={filter.tier as string}
        onChange={setTier}
        options={tierOptions}
      />
      <Pick
        className="filters-narrow"
        label="Tier"
        hideLabel
        value={filter.tier}
        onChange={setTier}
        options={[
          ...TIERS.map((tier) => ({
            value: tier,
            text: `${TIER_WORD[tier]} ${countOf(counts, tier)}`,
            icon: <TierBadge tier={tier} size={28} plain />,
          })),
          { value: "all", text: `All ${counts.all}` },
        ]}
      />
      <Pick
        className="filter-ward"
        label="Ward"
        hideLabel
        value={filter.ward === "" ? "all" : `ward ${filter.ward}`}
        onChange={(value) => onChange({ ward: value === "all" ? "" : value.slice("ward ".length) })}
        options={[
          { value: "all", text: "All wards" },
          ...view.wards.map((ward) => ({ value: `ward ${ward}`, text: ward })),
        ]}
      />
      <SearchField className="filter-search" value={filter.words} onChange={(words) => onChange({ words })}>
        <Label className="visually-hidden">Name, bed or NHS number</Label>
        <Icon of={Search} size={20} />
        <Input className="input" placeholder="Name, bed, NHS no." />
      </SearchField>
      <Tick isSelected={filter.toConfirm} onChange={(toConfirm) => onChange({ toConfirm })}>
        Not confirmed
      </Tick>
    </section>
  );
}
