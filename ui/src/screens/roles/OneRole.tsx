import { ArrowLeftRight } from "lucide-react";
import { type FormEvent, useState } from "react";
import { frameLook } from "../../frame/frameFacts";
import type { HolderView, RoleRow } from "../../host";
import { Card, ErrorBox, Notice } from "../../parts/Boxes";
import { Button, LinkButton } from "../../parts/Button";
import { Field, Segments } from "../../parts/Field";
import { Plate } from "../../parts/Plate";
import { useNow } from "../../state/clock";
import { useGoing } from "../../state/going";
import { useAct, useFrame } from "../../state/session";
import { when } from "../../words/format";
import { AssignForm } from "./AssignForm";
import { Candidates } from "./Candidates";
import { CoverForm } from "./CoverForm";
import { HandoverBrief } from "./HandoverBrief";

type Giving = "give" | "cover";

/** The open role comes into view: on a narrow window it stands above the chart, else at the top of what stays beside it. */
function inView(body: HTMLDivElement | null) {
  const isAbove = window.matchMedia("(max-width: 1199px)").matches;
  body?.closest(".roles-one")?.scrollIntoView({ block: isAbove ? "start" : "nearest" });
}

/** One role open: who holds it, giving it, standing in, who can be called, the hand-over brief, how it is reached, its history. */
export function OneRole({
  row,
  people,
  vocabulary,
  onClose,
  onAssigned,
}: {
  row: RoleRow;
  people: readonly string[];
  vocabulary: string;
  onClose: () => void;
  /** It was given to somebody, or handed over. */
  onAssigned: () => void;
}) {
  const frame = useFrame();
  const { go } = useGoing();
  const [giving, setGiving] = useState<Giving>("give");
  const isRunning = frameLook(frame) !== "none";
  const canCover = row.holders.length === 1;
  return (
    <Card title={row.title} aside={<LinkButton onPress={onClose}>Close</LinkButton>} className="roles-one">
      <div className="stack" ref={inView}>
        <p className="second">{vocabulary === "us" ? `UK: ${row.title_uk}` : `US: ${row.title_us}`}</p>
        {row.holders.map((holder) => (
          <Held key={`${holder.person} ${holder.since}`} row={row} holder={holder} />
        ))}
        {isRunning && canCover && (
          <Segments
            label="What happens with the role"
            value={giving}
            onChange={setGiving}
            options={[
              { value: "give", content: "Hand over" },
              { value: "cover", content: "Stand in for a while" },
            ]}
          />
        )}
        {isRunning &&
          (giving === "cover" && canCover ? (
            <CoverForm row={row} people={people} onDone={onClose} />
          ) : (
            <AssignForm row={row} people={people} onDone={onAssigned} />
          ))}
        <Candidates row={row} people={people} canAssign={isRunning} onDone={onAssigned} />
        {isRunning && <HandoverBrief row={row} />}
        <Reach row={row} />
        {row.card !== null && <Button onPress={() => go("cards", row.card ?? "")}>Open the card</Button>}
        {row.before.length > 0 && <Before holders={row.before} />}
      </div>
    </Card>
  );
}

/** One holder: since when, for whom, what is too much; leaving, or the one they stand in for being back. */
function Held({ row, holder }: { row: RoleRow; holder: HolderView }) {
  const { zone_name: zone } = useFrame();
  const now = useNow(60);
  const { busy, error, run } = useAct();
  return (
    <div className="stack-8">
      <p>
        <span className="strong">{holder.person}</span>{" "}
        <span className="second">
          since {when(holder.since, zone, now)}
          {holder.contact !== "" && ` · ${holder.contact}`}
        </span>
      </p>
      {holder.covers !== "" && (
        <p>
          <Plate icon={ArrowLeftRight}>
            For {holder.covers}
            {holder.cover_until !== null && ` until ${when(holder.cover_until, zone, now)}`}
          </Plate>
        </p>
      )}
      {holder.namesakes.length > 0 && <OneOrTwo row={row} holder={holder} />}
      {holder.load_words !== "" && <p className="second">{holder.load_words}. Give one of them to somebody else.</p>}
      <div className="row">
        {holder.covers !== "" && (
          <Button kind="primary" isDisabled={busy} onPress={() => void run("role_back", { role: row.id })}>
            {holder.covers} is back
          </Button>
        )}
        <Button isDisabled={busy} onPress={() => void run("role_vacate", { role: row.id, person: holder.person })}>
          Leaves the role
        </Button>
      </div>
      {error && <ErrorBox what={error.what} next={error.next} />}
    </div>
  );
}

/** One name reached in two ways: one person, or two who are told apart from here on. */
function OneOrTwo({ row, holder }: { row: RoleRow; holder: HolderView }) {
  const { busy, error, run } = useAct();
  const [apart, setApart] = useState("");
  const [tried, setTried] = useState(false);
  const fault = apart.trim() === "" ? "Write what sets them apart: ward, grade, bleep." : null;
  const settle = (word: string) =>
    void run("role_name_settle", { role: row.id, person: holder.person, apart: word.trim() });
  const tell = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!fault) settle(apart);
  };
  return (
    <Notice>
      <form className="stack-8" aria-label={`Who is ${holder.person}?`} onSubmit={tell} noValidate>
        <p>
          <strong>One person or two?</strong> {holder.person} also holds {holder.namesakes.join(" and ")}.
        </p>
        <div className="row">
          <Button isDisabled={busy} onPress={() => settle("")}>
            One person
          </Button>
        </div>
        <Field
          label="Two people: what sets this one apart"
          value={apart}
          onChange={setApart}
          fault={tried ? fault : null}
        />
        <div className="row">
          <Button type="submit" isDisabled={busy}>
            Tell them apart
          </Button>
        </div>
        {error && <ErrorBox what={error.what} next={error.next} />}
      </form>
    </Notice>
  );
}

/** How whoever holds the role is known and reached, from the bag. */
function Reach({ row }: { row: RoleRow }) {
  const facts = [
    ["Usually", row.usual_holder],
    ["Telephone", row.phone],
    ["Radio", row.radio],
    ["Runner to", row.runner],
    ["Tabard", row.tabard],
  ] as const;
  return (
    <dl className="role-facts">
      {facts.map(([label, words]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{words === "" ? "Not known" : words}</dd>
        </div>
      ))}
    </dl>
  );
}

function Before({ holders }: { holders: readonly HolderView[] }) {
  const { zone_name: zone } = useFrame();
  const now = useNow(60);
  return (
    <section>
      <h3>Held before</h3>
      <ul>
        {holders.map((holder) => (
          <li key={`${holder.person} ${holder.since}`} className="second">
            {holder.person}
            {holder.covers !== "" && ` for ${holder.covers}`}, {when(holder.since, zone, now)} to{" "}
            {when(holder.until, zone, now)}
          </li>
        ))}
      </ul>
    </section>
  );
}
