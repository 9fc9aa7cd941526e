import { ArrowDown, ArrowRight, ArrowUp, LogOut, type LucideIcon, PencilLine, UserPlus, X } from "lucide-react";
import { useState } from "react";
import type { ComparedRow, PriorityCompared } from "../../host";
import { Empty, ErrorBox, Loading } from "../../parts/Boxes";
import { Button, LinkButton } from "../../parts/Button";
import { Pick } from "../../parts/Field";
import { Icon } from "../../parts/Icon";
import { TierBadge } from "../../parts/TierBadge";
import { NO_TIME, TimeField, type TypedTime, timeFault } from "../../parts/TimeField";
import { type TierCode, tierName } from "../../parts/tiers";
import { hostNow, useNow } from "../../state/clock";
import { useFrame, useView } from "../../state/session";
import { minutesBetween, when } from "../../words/format";

const AGO = [
  { value: "15 min", text: "15 min ago", minutes: 15 },
  { value: "60 min", text: "1 h ago", minutes: 60 },
  { value: "2 h", text: "2 h ago", minutes: 120 },
  { value: "4 h", text: "4 h ago", minutes: 240 },
  { value: "declared", text: "When it began", minutes: 0 },
  { value: "time", text: "Another time", minutes: 0 },
] as const;

const GROUPS: readonly { change: string; icon: LucideIcon; title: string; sum: keyof PriorityCompared }[] = [
  { change: "rose", icon: ArrowUp, title: "More urgent than they were", sum: "rose" },
  { change: "new", icon: UserPlus, title: "New on the list", sum: "new" },
  { change: "fell", icon: ArrowDown, title: "Less urgent", sum: "fell" },
  { change: "same_tier", icon: PencilLine, title: "Same tier, but something is other", sum: "same_tier" },
  { change: "gone", icon: LogOut, title: "Not on the list any more", sum: "gone" },
];

/** Who rose, who fell, who came, who went since an earlier moment, and which state or input did it. */
export function Compare({
  ward,
  at,
  onOpen,
  onClose,
}: {
  ward: string;
  at: string | null;
  onOpen: (id: string) => void;
  onClose: () => void;
}) {
  const frame = useFrame();
  const declared = frame.incident?.declared_at ?? frame.incident?.opened_at ?? null;
  const [age] = useState(() => (declared ? minutesBetween(new Date(declared), hostNow()) : 0));
  // An hour ago, or since it began where that is less.
  const [ago, setAgo] = useState<string>(age > 60 ? "60 min" : "declared");
  const [time, setTime] = useState<TypedTime>(NO_TIME);
  const earlier = ago === "time" ? time.at : ago === "declared" ? declared : ago;
  return (
    <section className="patients-right compare" data-region aria-label="What changed">
      <header className="compare-head">
        <h2>What changed{ward === "" ? "" : ` on ${ward}`}</h2>
        <Pick
          label="Against the list of"
          hideLabel
          className="compare-ago"
          value={ago}
          onChange={setAgo}
          options={AGO.filter((each) => each.minutes < age || each.minutes === 0).map(({ value, text }) => ({
            value,
            text,
          }))}
        />
        {ago === "time" && (
          <TimeField label="At" value={time} onChange={setTime} direction="past" empty={null} fault={timeFault(time)} />
        )}
        <Button kind="text" icon={X} className="push" onPress={onClose}>
          Close
        </Button>
      </header>
      <div className="panel-body">
        {earlier ? (
          <Told ward={ward} earlier={earlier} at={at} onOpen={onOpen} />
        ) : (
          <p className="second">Give the time to hold the list against.</p>
        )}
      </div>
    </section>
  );
}

function Told({
  ward,
  earlier,
  at,
  onOpen,
}: {
  ward: string;
  earlier: string;
  at: string | null;
  onOpen: (id: string) => void;
}) {
  const { view, error, reload } = useView("priority_compare", { ward, with: earlier, at });
  const frame = useFrame();
  const now = useNow(60);
  if (error) {
    return (
      <ErrorBox what={error.what} next={error.next}>
        <Button onPress={reload}>Work it out again</Button>
      </ErrorBox>
    );
  }
  if (!view) return <Loading what="Holding the two lists against each other." />;
  const zone = frame.zone_name;
  return (
    <>
      <p>
        <strong>
          {when(view.at, zone, now)} against {when(view.with, zone, now)}.
        </strong>{" "}
        {view.now} now = {view.rose} rose + {view.fell} fell + {view.new} new + {view.same_tier} other in the same tier
        + {view.as_before} as before. {view.gone} of the {view.then} of then {view.gone === 1 ? "is" : "are"} gone.
      </p>
      {view.instead !== "" && <p className="semi">{view.instead}</p>}
      {(view.all.length > 0 || view.systems.length > 0) && (
        <section>
          <h3>What became other for all</h3>
          <ul className="compare-all">
            {view.all.map((each) => (
              <li key={each}>{each}</li>
            ))}
            {view.systems.map((each) => (
              <li key={each.code}>{each.text}</li>
            ))}
          </ul>
        </section>
      )}
      {view.rows.length === 0 && (
        <Empty title="Everybody stands where they stood">
          No tier is other, and nothing that the list looks at. Normal clinical urgency still applies.
        </Empty>
      )}
      {GROUPS.filter((group) => Number(view[group.sum]) > 0).map((group) => (
        <section key={group.change} className="compare-group">
          <h3 className="row">
            <Icon of={group.icon} size={20} /> {group.title} <span className="second">{String(view[group.sum])}</span>
          </h3>
          <Group rows={view.rows.filter((row) => row.change === group.change)} onOpen={onOpen} />
        </section>
      ))}
    </>
  );
}

/** Rows drawn before somebody asks for the rest: a whole hospital may have moved. */
const FIRST = 40;

function Group({ rows, onOpen }: { rows: readonly ComparedRow[]; onOpen: (id: string) => void }) {
  const [all, setAll] = useState(false);
  return (
    <>
      <ul>
        {(all ? rows : rows.slice(0, FIRST)).map((row) => (
          <li key={row.id} className="compared">
            <Tiers row={row} />
            <div className="grow">
              {row.tier_now === null ? (
                <span className="semi">{whoOf(row)}</span>
              ) : (
                <LinkButton onPress={() => onOpen(row.id)}>{whoOf(row)}</LinkButton>
              )}
              {row.why.map((why) => (
                <p key={why} className="second">
                  {why}
                </p>
              ))}
            </div>
          </li>
        ))}
      </ul>
      {!all && rows.length > FIRST && <Button onPress={() => setAll(true)}>Show all {rows.length}</Button>}
    </>
  );
}

function whoOf(row: ComparedRow): string {
  const bed = row.bed === "" ? "bed not known" : row.bed;
  return `${row.bed.startsWith(row.ward) ? "" : `${row.ward} `}${bed} ${row.name}`;
}

function code(tier: ComparedRow["tier_now"], affected: boolean): TierCode | null {
  return tier === null ? null : tier === "P4" && !affected ? "none" : tier;
}

function Tiers({ row }: { row: ComparedRow }) {
  const then = code(row.tier_then, row.affected_then);
  const now = code(row.tier_now, row.affected_now);
  const words = `${then ? tierName(then) : "not on the list"} then, ${now ? tierName(now) : "not on the list"} now`;
  return (
    <span className="compared-tiers" role="img" aria-label={words}>
      {then ? <TierBadge tier={then} size={32} plain /> : <span className="compared-none" />}
      <Icon of={ArrowRight} size={18} />
      {now ? <TierBadge tier={now} size={32} plain /> : <span className="compared-none" />}
    </span>
  );
}
