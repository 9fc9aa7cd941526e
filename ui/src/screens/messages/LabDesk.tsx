import { Ban, Check, Clock, Hourglass, type LucideIcon, Plus, Undo2 } from "lucide-react";
import { useMemo, useState } from "react";
import type { LabBasisWord, LabListView, LabStandWord, LabTestRow, LabWordRow } from "../../host";
import { Card, Empty, Notice } from "../../parts/Boxes";
import { Button, LinkButton } from "../../parts/Button";
import { Field, Pick } from "../../parts/Field";
import { ListActs } from "../../parts/ListActs";
import { Plate, type Tone } from "../../parts/Plate";
import { NO_TIME, TimeField, type TypedTime, timeFault } from "../../parts/TimeField";
import { useNow } from "../../state/clock";
import { useGoing } from "../../state/going";
import { useFrame, useView } from "../../state/session";
import { count, duration, when } from "../../words/format";
import { useWriting } from "../log/writing/useWriting";
import { needed, WritingForm } from "../log/writing/WritingForm";
import { labTestFaults, toLabTests } from "./labTests";
import "./lab.css";

/** What the laboratory can do now: said whole, printed on every laboratory request, withdrawn. */
export function LabDesk({ view }: { view: LabListView }) {
  return (
    <div className="messages-split">
      <Card title="The laboratory says what it can do" className="messages-write">
        <SayList view={view} />
      </Card>
      <Card title="The laboratory’s list" aside={view.now ? `message ${view.now.message}` : ""} flush>
        {view.now ? (
          <Word one={view.now} view={view} />
        ) : (
          <div className="messages-foot">
            <Empty title="The laboratory has not said what it can do">
              Its list is printed in the boxes of every laboratory request. Until then they are empty, to write in.
            </Empty>
          </div>
        )}
        {view.against.map((one) => (
          <div key={one.key}>
            <div className="lab-against">
              <Notice>
                <strong>Another station says otherwise.</strong> The newest is printed, with a warning. Ring the
                laboratory and say its list anew, or settle it in the log.
              </Notice>
            </div>
            <Word one={one} view={null} />
          </div>
        ))}
        <Earlier rows={view.earlier} />
        {view.now && <ListActs list="lab_list" />}
      </Card>
    </div>
  );
}

const BASES: readonly { value: LabBasisWord; text: string }[] = [
  { value: "any", text: "For everybody" },
  { value: "urgent", text: "Urgent only" },
  { value: "life_or_death", text: "Life or death only" },
];

const EMPTY: LabTestRow = { test: "", tube: "", basis: "any" };

function SayList({ view }: { view: LabListView }) {
  const inForce = view.now;
  const base = useMemo(
    () => ({
      // What is printed now is mended; what is not printed any more is said anew.
      tests: view.printed && inForce ? inForce.tests : [EMPTY],
      said_by: "",
      way: "",
      good_for: view.printed && inForce ? inForce.good_for : "",
      until: NO_TIME as TypedTime,
      when: NO_TIME as TypedTime,
      from: "",
    }),
    [view.printed, inForce],
  );
  const writing = useWriting("messages.lab_list", base, "said_by");
  const { fields, set, setAll } = writing;
  const here = inForce?.key ?? "none";
  const change = (tests: LabTestRow[]) => setAll({ tests, from: here });
  const isOvertaken = fields.from !== "" && fields.from !== here;
  const last = inForce && !view.printed && inForce.tests.length > 0 ? inForce : null;
  const faults: Record<string, string | null> = {
    ...labTestFaults(fields.tests, view.most),
    said_by: needed(fields.said_by, "Say who in the laboratory said it."),
    until: timeFault(fields.until),
    when: timeFault(fields.when),
  };
  return (
    <WritingForm
      label="The laboratory says what it can do"
      writing={writing}
      faults={faults}
      cmd="lab_list_say"
      request={() => ({
        tests: toLabTests(fields.tests),
        said_by: fields.said_by.trim(),
        way: fields.way.trim(),
        good_for: fields.good_for.trim(),
        until: fields.until.at,
        occurred_at: fields.when.at,
      })}
      sign="This can be done"
    >
      {(say) => (
        <>
          {isOvertaken && (
            <div className="writing-wide">
              <Notice>
                <strong>You began this before the list beside it was said.</strong> Compare them before you sign.
              </Notice>
            </div>
          )}
          <Tests rows={fields.tests} most={view.most} onChange={change} say={say} />
          {last && (
            <div className="writing-wide">
              <Button icon={Undo2} onPress={() => change(last.tests)}>
                Begin with the last list
              </Button>
            </div>
          )}
          <Field
            label="Who said it"
            aside={view.lead_name === "" ? `(${view.lead})` : `(${view.lead}: ${view.lead_name})`}
            value={fields.said_by}
            onChange={(words) => set("said_by", words)}
            fault={say("said_by")}
          />
          <Field
            label="How it came"
            aside="(phone, runner)"
            value={fields.way}
            onChange={(words) => set("way", words)}
          />
          <Field
            label="Only for"
            aside="(empty: every ward)"
            value={fields.good_for}
            onChange={(words) => set("good_for", words)}
          />
          <TimeField
            label="Good until"
            direction="future"
            empty="further notice"
            value={fields.until}
            onChange={(time) => set("until", time)}
            fault={say("until")}
          />
          <TimeField
            label="When it was said"
            direction="past"
            empty="now"
            value={fields.when}
            onChange={(time) => set("when", time)}
            fault={say("when")}
          />
        </>
      )}
    </WritingForm>
  );
}

/** Each test, with its tube or caution and for whom it is done. */
function Tests({
  rows,
  most,
  onChange,
  say,
}: {
  rows: readonly LabTestRow[];
  most: number;
  onChange: (rows: LabTestRow[]) => void;
  say: (name: string) => string | null;
}) {
  const change = (at: number, news: Partial<LabTestRow>) =>
    onChange(rows.map((row, index) => (index === at ? { ...row, ...news } : row)));
  return (
    <fieldset className="writing-wide options lab-tests">
      <legend className="label">
        Tests that can be done <span className="second">({most} at most: the whole list, not what is new)</span>
      </legend>
      {rows.map((row, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place; nothing else tells two empty ones apart
        <div key={at} className="lab-test">
          <Field
            label={`Test ${at + 1}`}
            value={row.test}
            onChange={(test) => change(at, { test })}
            fault={say(`test ${at}`)}
          />
          <Field label="Tube or caution" value={row.tube} onChange={(tube) => change(at, { tube })} />
          <Pick
            className="lab-for"
            label={`Test ${at + 1} is for`}
            hideLabel
            value={row.basis}
            onChange={(basis) => change(at, { basis: BASES.find((one) => one.value === basis)?.value ?? "any" })}
            options={BASES}
          />
          {rows.length > 1 && (
            <span className="lab-less">
              <LinkButton
                label={`Take test ${at + 1} away`}
                onPress={() => onChange(rows.filter((_, index) => index !== at))}
              >
                Take away
              </LinkButton>
            </span>
          )}
        </div>
      ))}
      {rows.length < most && (
        <Button kind="text" icon={Plus} onPress={() => onChange([...rows, EMPTY])}>
          Add a test
        </Button>
      )}
    </fieldset>
  );
}

const STANDS: Record<LabStandWord, { words: string; tone: Tone; icon: LucideIcon }> = {
  nothing: { words: "Not said", tone: "outline", icon: Hourglass },
  withdrawn: { words: "Withdrawn", tone: "amber", icon: Ban },
  erased: { words: "Words erased", tone: "amber", icon: Ban },
  over: { words: "Its time is over: not printed", tone: "amber", icon: Hourglass },
  old: { words: "Too old: not printed", tone: "amber", icon: Hourglass },
  aged: { words: "Printed with its age", tone: "amber", icon: Clock },
  clock_wrong: { words: "A clock is wrong", tone: "amber", icon: Clock },
  fresh: { words: "Printed on requests", tone: "outline", icon: Check },
};

function Word({ one, view }: { one: LabWordRow; view: LabListView | null }) {
  const { zone_name: zone } = useFrame();
  const now = useNow(60);
  const [taking, setTaking] = useState(false);
  const stands = STANDS[one.stands];
  const isList = one.stands !== "withdrawn";
  return (
    <div className="message-one">
      <div className="message-line">
        <div className="grow">
          <p className="semi">
            {isList ? count(one.tests.length, "test") : "Withdrawn"}, said by {one.said_by || "somebody"}{" "}
            {when(one.at, zone, now)}
          </p>
          <p className="second">
            {duration(one.age_min)} ago · {one.way === "" ? "nobody said how it came" : one.way} · written down by{" "}
            {one.written_by} · message {one.message}
          </p>
          {one.good_for !== "" && <p>Only for: {one.good_for}</p>}
          {one.until && <p>Good until {when(one.until, zone, now)}</p>}
          {one.because !== "" && <p>{one.because}</p>}
          {one.corrected.map((words) => (
            <p key={words} className="semi">
              Corrected: {words}
            </p>
          ))}
        </div>
        <div className="message-plates">
          <Plate tone={stands.tone} icon={stands.icon}>
            {stands.words}
          </Plate>
        </div>
      </div>
      {one.tests.length > 0 && <TestList tests={one.tests} />}
      {view && isList && !taking && (
        <div className="row">
          <Button icon={Ban} onPress={() => setTaking(true)}>
            Withdraw the list…
          </Button>
        </div>
      )}
      {view && taking && <Withdraw onBack={() => setTaking(false)} />}
    </div>
  );
}

/** Tests in the order of their boxes. */
export function TestList({ tests }: { tests: readonly LabTestRow[] }) {
  return (
    <ol className="lab-list">
      {tests.map((one) => (
        <li key={one.test}>
          <span className="semi">{one.test}</span>
          {one.basis !== "any" && <strong> {BASES.find((base) => base.value === one.basis)?.text}</strong>}
          {one.tube !== "" && <span className="second"> {one.tube}</span>}
        </li>
      ))}
    </ol>
  );
}

function Withdraw({ onBack }: { onBack: () => void }) {
  const writing = useWriting("messages.lab_list_withdraw", { said_by: "", because: "" }, "because");
  const { fields, set } = writing;
  return (
    <WritingForm
      label="Withdraw the laboratory’s list"
      writing={writing}
      faults={{
        said_by: needed(fields.said_by, "Say who in the laboratory said so."),
        because: needed(fields.because, "Say why."),
      }}
      cmd="lab_list_withdraw"
      request={() => ({ said_by: fields.said_by.trim(), because: fields.because.trim(), occurred_at: null })}
      sign="It holds no more"
      onSigned={onBack}
      acts={<Button onPress={onBack}>Back</Button>}
    >
      {(say) => (
        <>
          <Field
            label="Who said so"
            value={fields.said_by}
            onChange={(words) => set("said_by", words)}
            fault={say("said_by")}
            autoFocus
          />
          <Field
            label="Why"
            value={fields.because}
            onChange={(words) => set("because", words)}
            fault={say("because")}
          />
        </>
      )}
    </WritingForm>
  );
}

function Earlier({ rows }: { rows: readonly LabWordRow[] }) {
  const { zone_name: zone } = useFrame();
  const now = useNow(60);
  if (rows.length === 0) return null;
  return (
    <ul aria-label="Earlier lists">
      {rows.map((one) => (
        <li key={one.key} className="message-one message-ended">
          <p className="semi">
            {one.stands === "withdrawn" ? "Withdrawn" : `${count(one.tests.length, "test")}, replaced`}
          </p>
          <p className="second">
            {one.said_by} {when(one.at, zone, now)} · message {one.message}
            {one.because !== "" && ` · ${one.because}`}
          </p>
          {one.tests.length > 0 && <p className="second">{one.tests.map((test) => test.test).join(", ")}</p>}
        </li>
      ))}
    </ul>
  );
}

/** For the Paper screen: what a laboratory request that is printed now has in its boxes, and how old it is. */
export function LabOnPaper() {
  const { zone_name: zone } = useFrame();
  const { go } = useGoing();
  const { view } = useView("lab_list", {});
  const now = useNow(60);
  if (!view) return null;
  const word = view.printed ? view.now : null;
  return (
    <div className="lab-on-paper">
      <p className="semi">
        {word
          ? `${count(word.tests.length, "test")} from the laboratory, said ${duration(word.age_min)} ago`
          : "Its boxes are printed empty"}
      </p>
      {word && (
        <p className="second">
          {word.said_by}, {when(word.at, zone, now)}, message {word.message}
        </p>
      )}
      {view.on_paper !== "" && <p>{view.on_paper}</p>}
      {!view.now && <p className="second">The laboratory has not said what it can do.</p>}
      <LinkButton onPress={() => go("messages", "laboratory")}>What the laboratory can do</LinkButton>
    </div>
  );
}
