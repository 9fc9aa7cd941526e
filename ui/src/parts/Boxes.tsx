import { Ban, Hand, OctagonAlert, TriangleAlert } from "lucide-react";
import { type ReactNode, useId } from "react";
import { ProgressBar } from "react-aria-components";
import { Button } from "./Button";
import { Icon } from "./Icon";
import type { TierCode } from "./tiers";

/** A white card with a title, and what belongs at its right. */
export function Card({
  title,
  aside,
  children,
  className = "",
  flush = false,
  level = 2,
}: {
  title: ReactNode;
  aside?: ReactNode;
  children: ReactNode;
  className?: string;
  /** Rows that reach the edges bring their own padding. */
  flush?: boolean;
  level?: 2 | 3;
}) {
  const id = useId();
  const Heading = level === 2 ? "h2" : "h3";
  return (
    <section className={`card ${className}`} aria-labelledby={id}>
      <header className="card-head">
        <Heading id={id} className="card-title">
          {title}
        </Heading>
        {aside && <div className="card-aside">{aside}</div>}
      </header>
      <div className={flush ? "card-flush" : "card-body"}>{children}</div>
    </section>
  );
}

/** What happened, what is kept, what to do. Stays where it happened until it is solved. */
export function ErrorBox({
  what,
  kept,
  next,
  children,
}: {
  what: string;
  kept?: string | null | undefined;
  next?: string | null | undefined;
  children?: ReactNode;
}) {
  return (
    <div className="error-box" role="alert">
      <p className="error-what">
        <Icon of={OctagonAlert} size={22} />
        <strong>{what}</strong>
      </p>
      {(kept || next) && <p className="error-next">{[kept, next].filter(Boolean).join(" ")}</p>}
      {children && <div className="row error-acts">{children}</div>}
    </div>
  );
}

/** A standing remark with an amber edge: it needs a look, it stops nothing. */
export function Notice({ children, tone = "amber" }: { children: ReactNode; tone?: "amber" | "violet" | "plain" }) {
  return <div className={`notice notice-${tone}`}>{children}</div>;
}

/** What is missing, why it matters, one act, one manual way. */
export function Empty({ title, children, acts }: { title: string; children?: ReactNode; acts?: ReactNode }) {
  return (
    <div className="empty">
      <p className="strong">{title}</p>
      {children && <div className="second">{children}</div>}
      {acts && <div className="row empty-acts">{acts}</div>}
    </div>
  );
}

/** Said while the first answer of a screen is on its way. No shimmer. */
export function Loading({ what }: { what: string }) {
  return (
    <p className="loading" role="status">
      {what}
    </p>
  );
}

/** A long job: how far, in words, and the way out. */
export function Progress({
  done,
  total,
  unit,
  label,
  stopped = null,
  onCancel,
}: {
  done: number;
  total: number;
  unit: string;
  label: string;
  /** Why it stopped, which hatches the bar; null while it runs. */
  stopped?: string | null;
  onCancel?: () => void;
}) {
  const percent = total > 0 ? Math.min(100, (100 * done) / total) : 0;
  return (
    <div className="progress">
      <ProgressBar
        className="progress-bar"
        value={percent}
        aria-label={label}
        valueLabel={`${done} of ${total} ${unit}`}
      >
        <span className={`progress-track ${stopped ? "progress-stopped" : ""}`}>
          <span className={`progress-fill ${stopped ? "hatched" : ""}`} style={{ inlineSize: `${percent}%` }} />
        </span>
        <span className="progress-words">
          {total > 0 ? `${done} of ${total} ${unit}` : `${done} ${unit}`}
          {stopped && `: ${stopped}`}
        </span>
      </ProgressBar>
      {onCancel && <Button onPress={onCancel}>Cancel</Button>}
    </div>
  );
}

/** The next act: act in bold, then who, whom to tell, next check. */
export function DoNow({ tier, act, who }: { tier: TierCode; act: ReactNode; who?: ReactNode }) {
  return (
    <section className={`do-now do-now-${tier}`} aria-label="Do now">
      <h3 className="do-now-head">
        <Icon of={Hand} size={22} /> {tier === "P1" ? "Do now" : "Do next"}
      </h3>
      <div>
        <p className="strong">{act}</p>
        {who && <p className="second">{who}</p>}
      </div>
    </section>
  );
}

/** What a role must not do: always in view beside its steps. */
export function DoNot({ items }: { items: readonly string[] }) {
  return (
    <section className="do-not" aria-label="Do not">
      <h2 className="do-not-head">
        <Icon of={Ban} size={22} /> Do not
      </h2>
      <ul>
        {items.map((item) => (
          <li key={item}>{item}</li>
        ))}
      </ul>
    </section>
  );
}

/** Two people say different things. Both stay, side by side, until a person settles it. */
export function Conflict({
  title,
  sides,
  onSettle,
}: {
  title: string;
  sides: readonly { said: string; by: string }[];
  onSettle: (side: number) => void;
}) {
  return (
    <section className="conflict" aria-label={title}>
      <p className="strong row">
        <Icon of={TriangleAlert} size={20} /> {title}
      </p>
      <div className="conflict-sides">
        {sides.map((side, index) => (
          <div key={`${side.by}-${side.said}`} className="conflict-side">
            <p className="semi">{side.said}</p>
            <p className="second">{side.by}</p>
            <Button onPress={() => onSettle(index)}>This one holds</Button>
          </div>
        ))}
      </div>
    </section>
  );
}

/** h1, one line of facts with their age, the acts at the right, Print last. */
export function TitleRow({ title, fact, children }: { title: string; fact?: ReactNode; children?: ReactNode }) {
  return (
    <header className="title-row">
      <h1 tabIndex={-1}>{title}</h1>
      {fact && <p className="title-fact">{fact}</p>}
      {children && <div className="title-acts">{children}</div>}
    </header>
  );
}
