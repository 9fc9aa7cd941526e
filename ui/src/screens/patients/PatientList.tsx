import {
  AlarmClock,
  ArrowDown,
  ArrowUp,
  Check,
  ChevronRight,
  Circle,
  CircleDashed,
  CircleQuestionMark,
  History,
  Hourglass,
  ListOrdered,
  type LucideIcon,
  Pause,
} from "lucide-react";
import { createContext, memo, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef } from "react";
import {
  Header,
  ListBox,
  ListBoxItem,
  ListBoxSection,
  ListLayout,
  type Selection,
  Size,
  Virtualizer,
} from "react-aria-components";
import type { PatientRow, PatientWords } from "../../host";
import { Loading } from "../../parts/Boxes";
import { Button, LinkButton } from "../../parts/Button";
import { Icon } from "../../parts/Icon";
import { Plate } from "../../parts/Plate";
import { TierBadge } from "../../parts/TierBadge";
import { TIER_RULE, TIER_WORD, TIERS, type TierCode } from "../../parts/tiers";
import { useNow } from "../../state/clock";
import { urgencyNow, wasAt } from "../../state/heldOrder";
import { useFrame } from "../../state/session";
import { ageBand, clock, due, duration, hours, instant, minutesBetween, timeInHand, when } from "../../words/format";
import { bedOf, scriptLang, tierOf } from "./rows";
import type { Held } from "./useHeldOrder";
import { useWords, useWordsReady } from "./useWords";

/** Tells the layout that a row is of another height than when it was first drawn: its words came. */
const Grew = createContext<(id: string, item: HTMLElement) => void>(() => undefined);

/** A row as the list draws it: the patient, the group it was drawn in, and what has changed since. */
export type DrawnRow = { id: string; row: PatientRow; group: TierCode; nowTier: TierCode | null; was: number | null };

/** The rows of the held order that the filter shows, in the groups they were drawn in. */
export function drawnRows(held: Held, isShown: (row: PatientRow, group: TierCode) => boolean): DrawnRow[] {
  const now = Date.now();
  return held.order.shown.flatMap((id) => {
    const row = held.rowOf(id);
    const group = TIERS[held.order.drawnUrgency.get(id) ?? TIERS.length - 1] ?? "none";
    const drawn = held.drawnOf(id);
    if (!row || !drawn || !isShown(drawn, group)) return [];
    const changed = urgencyNow(held.order, id);
    return [
      { id, row, group, nowTier: changed === null ? null : (TIERS[changed] ?? null), was: wasAt(held.order, id, now) },
    ];
  });
}

function InHand({ hours }: { hours: number | null }) {
  if (hours === null) return null;
  return (
    <span className={`patient-hand ${hours < 0 ? "late" : ""}`}>
      <Icon of={hours < 0 ? AlarmClock : Hourglass} size={18} /> {timeInHand(hours * 60)}
    </span>
  );
}

/** By when somebody must look again, and how far off that is. */
function Recheck({ row, now, zone }: { row: PatientRow; now: Date; zone: string }) {
  const at = instant(row.recheck_at);
  if (!at) return null;
  const isDue = at <= now;
  return (
    <span className={`patient-recheck ${isDue ? "late" : ""}`}>
      {isDue && <Icon of={AlarmClock} size={18} />}
      {row.confirmed ? "Check" : "See"} {when(at, zone, now)}, {due(at, now)}
    </span>
  );
}

const WAY_ICON: Record<string, LucideIcon> = { running: Check, confirmed: Check, assumed: Circle };
const WAY_WORD: Record<string, string> = {
  running: "running",
  confirmed: "on site",
  assumed: "assumed",
  not_confirmed: "not confirmed",
  blocked: "blocked too",
};

/** The other way of the deciding need, and how far it can be counted on. */
function Way({ words }: { words: PatientWords }) {
  const way = words.other_way;
  if (!way) return words.slack_h === null ? null : <p className="second patient-way">No other way known</p>;
  return (
    <p className="second patient-way">
      <Icon of={WAY_ICON[way.standing] ?? CircleQuestionMark} size={18} className={`way-${way.standing}`} />
      <span>
        <span className="visually-hidden">Other way: </span>
        {way.name} {hours(way.lead_h)}: {WAY_WORD[way.standing] ?? way.standing}
      </span>
    </p>
  );
}

/** How old the newest fact is, and who says it. */
function Source({ words, now, zone }: { words: PatientWords; now: Date; zone: string }) {
  const at = instant(words.data_at);
  const minutes = at ? minutesBetween(at, now) : null;
  const isStale = minutes !== null && ageBand(minutes) !== "fresh" && ageBand(minutes) !== "ageing";
  return (
    <span className={`patient-source ${isStale ? "semi" : ""}`}>
      Data {when(at, zone, now)}
      {minutes !== null && isStale && `, ${duration(minutes)}, stale`}
      {words.data_from !== "" && ` · ${words.data_from.replace(/\.[a-z0-9]{2,7}$/i, "")}`}
    </span>
  );
}

/** Bed and name, as every list of patients writes them. */
export function Who({ row, inWard = false }: { row: PatientRow; inWard?: boolean }) {
  const bed = row.bed === "" ? "Bed not known" : row.bed;
  return (
    <span className="patient-who">
      <span className="patient-bed">{inWard ? bed : bedOf(row)}</span>
      <span className="patient-name">
        <span className="semi">{row.family === "" ? "Name not known" : row.family}</span>
        {row.given !== "" && `, ${row.given}`}
        {row.native !== "" && (
          <span className="patient-native" lang={scriptLang(row.native)} dir="auto">
            {row.native}
          </span>
        )}
      </span>
    </span>
  );
}

const Row = memo(function Row({ drawn, zone }: { drawn: DrawnRow; zone: string }) {
  const { row, nowTier, was } = drawn;
  const words = useWords(row.id);
  const now = useNow(30);
  const tier = tierOf(row);
  const grew = useContext(Grew);
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const item = element.current?.closest<HTMLElement>(".patient-item");
    if (!element.current || !item) return undefined;
    const observer = new ResizeObserver(() => grew(row.id, item));
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [row.id, grew]);
  return (
    <div className="patient-row" ref={element}>
      <TierBadge tier={tier} />
      <div className="patient-words">
        <p className="patient-first">
          <Who row={row} />
          {words && <InHand hours={words.slack_h} />}
        </p>
        <p className="second patient-reason">{words?.reason ?? "\u00a0"}</p>
        <p className="patient-last">
          <Icon of={ChevronRight} size={18} className="patient-next" />
          <span className="patient-act">{words?.act ?? "\u00a0"}</span>
        </p>
        {/* Who has looked stands beside the other way, so that the act keeps its line. */}
        <div className="patient-fourth">
          {words && <Way words={words} />}
          <Confirmed row={row} tier={tier} />
        </div>
        <p className="second patient-third">
          {words ? <Source words={words} now={now} zone={zone} /> : "\u00a0"}
          <Recheck row={row} now={now} zone={zone} />
        </p>
        {(nowTier !== null || was !== null || row.overruled !== null || row.not_profiled) && (
          <p className="row patient-marks">
            {nowTier !== null && <Plate>{nowTier === "none" ? "now not affected" : `now ${nowTier}`}</Plate>}
            {was !== null && <Plate>was {was}</Plate>}
            {row.not_profiled && (
              <Plate tone="unknown" icon={CircleQuestionMark}>
                Not profiled
              </Plate>
            )}
            {row.overruled && (
              <Plate icon={row.overruled.raised ? ArrowUp : ArrowDown}>
                {row.overruled.raised
                  ? `Raised by ${row.overruled.by} ${clock(row.overruled.at, zone)}, computed ${row.computed}`
                  : `Lowered${row.overruled.lapses_at ? ` until ${clock(row.overruled.lapses_at, zone)}` : ""}, computed ${row.computed}`}
              </Plate>
            )}
          </p>
        )}
      </div>
    </div>
  );
});

function Confirmed({ row, tier }: { row: PatientRow; tier: TierCode }) {
  if (row.confirmed) {
    return (
      <span className="patient-confirmed">
        <Icon of={Check} size={18} className="tick-green" /> Confirmed
      </span>
    );
  }
  if (tier !== "P1" && tier !== "P2") return null;
  return (
    <span className="patient-confirmed semi">
      <Icon of={CircleDashed} size={18} /> To confirm
    </span>
  );
}

/** The bar over the list. It is always there, so that its coming moves no row under a hand. */
export function HeldBar({ held, isPast = false }: { held: Held; isPast?: boolean }) {
  if (isPast)
    return (
      <p className="held">
        <Icon of={History} size={20} />
        <span>The order as it was</span>
      </p>
    );
  const isHeld = held.isHeld || held.moves > 0;
  return (
    <p className={`held ${isHeld ? "held-on" : ""}`}>
      <Icon of={isHeld ? Pause : ListOrdered} size={20} />
      <span>
        {isHeld ? (
          <>
            <strong>Order held</strong> while you read
          </>
        ) : (
          "In priority order, follows new facts"
        )}
        {held.moves > 0 && ` · ${held.moves === 1 ? "1 move" : `${held.moves} moves`}`}
      </span>
      {held.moves > 0 && (
        <span className="push">
          <LinkButton letter="R" onPress={held.show}>
            Show moves
          </LinkButton>
        </span>
      )}
    </p>
  );
}

/** The line under the list: who became P1 while the order was held, which never waits; else how many are shown. */
export function ListFoot({
  held,
  onOpen,
  children,
}: {
  held: Held;
  onOpen: (id: string) => void;
  children: ReactNode;
}) {
  const first = held.newP1[0];
  if (!first) return <p className="patients-sum second">{children}</p>;
  return (
    <p className="patients-sum patients-new">
      <TierBadge tier="P1" size={28} plain />
      <strong>
        New P1: {bedOf(first)}
        {held.newP1.length > 1 && ` and ${held.newP1.length - 1} more`}
      </strong>
      <span className="push">
        <Button onPress={() => onOpen(first.id)}>Open</Button>
      </span>
    </p>
  );
}

const ROW_SIZES = { estimatedRowSize: 142, estimatedHeadingSize: 40 };

/** The ranked list, virtualised; focus follows the patient, not the position. */
export function PatientList({
  rows,
  counts,
  openId,
  onOpen,
  held,
}: {
  rows: readonly DrawnRow[];
  counts: (group: TierCode) => string;
  openId: string | null;
  onOpen: (id: string) => void;
  held: Held;
}) {
  const zone = useFrame().zone_name;
  const groups = useMemo(
    () =>
      TIERS.map((tier) => ({ id: `group ${tier}`, tier, rows: rows.filter((row) => row.group === tier) })).filter(
        (group) => group.rows.length > 0,
      ),
    [rows],
  );
  const selected: Selection = useMemo(() => new Set(openId === null ? [] : [openId]), [openId]);
  const isReady = useWordsReady();
  const layout = useMemo(() => new ListLayout<object>(), []);
  const grew = useCallback(
    (id: string, item: HTMLElement) =>
      layout.virtualizer?.updateItemSize(id, new Size(item.offsetWidth, item.offsetHeight)),
    [layout],
  );
  if (!isReady) return <Loading what="Putting the rows into words." />;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: hovering only holds the order; every act is a control inside
    <div
      className="patient-scroll"
      onPointerMove={() => held.setReading({ hoveredAt: Date.now() })}
      onFocus={() => held.setReading({ focused: true })}
      onBlur={() => held.setReading({ focused: false })}
    >
      <Virtualizer layout={layout} layoutOptions={ROW_SIZES}>
        <Grew value={grew}>
          <ListBox
            className="patient-list"
            aria-label="Patients in priority order"
            items={groups}
            selectionMode="single"
            selectionBehavior="toggle"
            selectedKeys={selected}
            disallowEmptySelection={openId !== null}
            onSelectionChange={(keys) => {
              const id = keys === "all" ? undefined : [...keys][0];
              if (id !== undefined) onOpen(String(id));
            }}
            onAction={(id) => onOpen(String(id))}
          >
            {(group) => (
              <ListBoxSection id={group.id}>
                <Header className="patient-group">
                  <TierBadge tier={group.tier} size={30} plain />
                  <span className="semi">
                    {TIER_WORD[group.tier]}
                    {group.tier === "none" ? " " : ": "}
                    {TIER_RULE[group.tier]}
                  </span>
                  <span className="second push">{counts(group.tier)}</span>
                </Header>
                {group.rows.map((drawn) => (
                  <ListBoxItem
                    key={drawn.id}
                    id={drawn.id}
                    className="patient-item inset-focus"
                    textValue={`${bedOf(drawn.row)} ${drawn.row.family} ${drawn.row.given}`}
                  >
                    <Row drawn={drawn} zone={zone} />
                  </ListBoxItem>
                ))}
              </ListBoxSection>
            )}
          </ListBox>
        </Grew>
      </Virtualizer>
    </div>
  );
}
