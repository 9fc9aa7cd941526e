import { Copy, Lock, Menu } from "lucide-react";
import type { ReactNode } from "react";
import { Button as AriaButton } from "react-aria-components";
import { Button } from "../parts/Button";
import { Icon } from "../parts/Icon";
import { Plate } from "../parts/Plate";
import { clock, day, due, duration, tPlus, zoneName } from "../words/format";

/** What stands in the bar. Times are instants; the bar writes them in the incident's zone. */
export type BarFacts = {
  hospital: string;
  zone: string;
  state: "live" | "standby" | "escalated" | "recovery" | "exercise" | "none";
  title: string;
  declaredAt: Date | null;
  next: { what: string; at: Date } | null;
  uncopied: { entries: number; since: Date | null } | null;
  /** The moment that the census in use shows, and how many minutes ago that was. */
  census: { at: Date | null; minutes: number } | null;
  person: string;
  role: string;
};

const STATE_WORD = {
  live: "LIVE",
  standby: "STANDBY",
  escalated: "ESCALATED",
  recovery: "RECOVERY",
  exercise: "EXERCISE",
  none: "NO INCIDENT",
} as const;

function Cell({ label, children, className = "" }: { label: string; children: ReactNode; className?: string }) {
  return (
    <div className={`bar-cell ${className}`}>
      <dt className="bar-label">{label}</dt>
      <dd className="bar-value">{children}</dd>
    </div>
  );
}

/** The bar: always in view, the same facts in the same places on every screen. */
export function Bar({
  facts,
  now,
  onLock,
  onMenu,
  onCensus,
}: {
  facts: BarFacts;
  now: Date;
  onLock: () => void;
  onMenu: () => void;
  onCensus: () => void;
}) {
  const { zone } = facts;
  return (
    <header className="bar">
      <Button kind="bar" className="bar-menu" icon={Menu} onPress={onMenu}>
        Menu
      </Button>
      <div className="bar-title">
        <p className="bar-name">
          <Plate tone={facts.state === "exercise" ? "aqua" : "live"}>{STATE_WORD[facts.state]}</Plate>
          <span className="bar-incident">{facts.title}</span>
        </p>
        <p className="bar-label bar-hospital">{facts.hospital}</p>
      </div>
      <dl className="bar-cells">
        {facts.declaredAt && (
          <Cell label={facts.state === "standby" ? "Since standby" : "Since declared"} className="bar-clock">
            {tPlus(facts.declaredAt, now)}
          </Cell>
        )}
        <Cell label={`${day(now, zone)} · ${zoneName(now, zone)}`} className="bar-clock bar-wall">
          {clock(now, zone)}
        </Cell>
        {facts.next && (
          <Cell label="Next due" className="bar-next">
            {facts.next.what} · {clock(facts.next.at, zone)} · {due(facts.next.at, now)}
          </Cell>
        )}
        {facts.census && (
          <Cell label="Census" className="bar-census">
            <AriaButton
              className="bar-link"
              onPress={onCensus}
              aria-label={`Census of ${clock(facts.census.at, zone)}, ${duration(facts.census.minutes)} old: how good it is`}
            >
              {facts.state === "none" && `${clock(facts.census.at, zone)} · `}
              {duration(facts.census.minutes)} old
            </AriaButton>
          </Cell>
        )}
        {facts.uncopied && (
          <Cell label="Not yet copied" className="bar-copied">
            <Icon of={Copy} size={18} /> {facts.uncopied.entries} {facts.uncopied.entries === 1 ? "entry" : "entries"}
            {facts.uncopied.since && ` · ${due(now, facts.uncopied.since).replace("in ", "")}`}
          </Cell>
        )}
        <Cell label={facts.role} className="bar-person">
          {facts.person}
        </Cell>
      </dl>
      <Button kind="bar" icon={Lock} onPress={onLock}>
        Lock
      </Button>
    </header>
  );
}
