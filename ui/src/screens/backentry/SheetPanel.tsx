import { CircleSlash, FilePenLine, GitFork, Hand, Inbox, SearchX, Undo2, Users, X } from "lucide-react";
import { useState } from "react";
import type { BackEntrySheet, SheetSaid } from "../../host";
import { Card, DoNow, ErrorBox, Notice } from "../../parts/Boxes";
import { Button, LinkButton } from "../../parts/Button";
import { Plate } from "../../parts/Plate";
import { useNow } from "../../state/clock";
import { useGoing } from "../../state/going";
import { useAct, useFrame } from "../../state/session";
import { duration, when } from "../../words/format";
import { EnterForm, LineForm, UnusedForm, VerifyForm, WhoseForm } from "./SheetForms";
import { actsOf, type SheetAct, STANDS } from "./stands";

type Form = Exclude<SheetAct, "here" | "take"> | "take_back";

/** One sheet whole: whose it is, how it stands, what to do next, what was said of it. */
export function SheetPanel({ sheet, onClose }: { sheet: BackEntrySheet; onClose: () => void }) {
  const { zone_name: zone } = useFrame();
  const now = useNow(60);
  const { go } = useGoing();
  const { busy, error, run } = useAct();
  const [form, setForm] = useState<Form | null>(null);
  const back = () => setForm(null);
  const patient = sheet.patient;
  return (
    <Card
      className="sheet-panel"
      title={`Sheet ${sheet.code}`}
      aside={
        <Button icon={X} onPress={onClose}>
          Close
        </Button>
      }
    >
      <div className="stack stack-12">
        <div className="sheet-who">
          <p className="sheet-name">{whoseWords(sheet)}</p>
          {sheet.number !== "" && <p>{sheet.number}</p>}
          {sheet.now_in !== "" && <Notice>{sentence(sheet.now_in)}</Notice>}
          <p>
            {sheet.form === "" ? "Form not known" : sheet.form}, {sheet.faces}
          </p>
          <p className="second">{printedWords(sheet, zone, now)}</p>
          {sheet.on_paper !== "" && <p className="semi">{sentence(sheet.on_paper)}</p>}
        </div>
        <div className="row">
          <StandPlate sheet={sheet} />
          <Late sheet={sheet} zone={zone} now={now} />
        </div>
        <DoNow tier={sheet.late_min > 0 ? "P2" : "P3"} act={sheet.next} who={rule(sheet)} />
        {sheet.stand === "two_say" && (
          <Notice>
            <p>Both words stay in the log. Settle it there, with the reason.</p>
            <Button icon={GitFork} onPress={() => go("log", "waiting")}>
              Settle it
            </Button>
          </Notice>
        )}
        {error && <ErrorBox what={error.what} next={error.next} />}
        {!form && (
          <div className="row sheet-acts">
            {actsOf(sheet).map((act, at) => (
              <ActButton
                key={act}
                act={act}
                first={at === 0 && act !== "send_back"}
                busy={busy}
                press={() => {
                  if (act === "here")
                    void run("sheet_return", { sheets: [sheet.key], from: "", patient: "", whose: "" });
                  else if (act === "take") void run("sheet_take", { sheets: [sheet.key], by: "" });
                  else setForm(act);
                }}
              />
            ))}
          </div>
        )}
        {form === "enter" && <EnterForm sheet={sheet} onBack={back} />}
        {form === "verify" && <VerifyForm sheet={sheet} onBack={back} />}
        {form === "unused" && <UnusedForm sheet={sheet} onBack={back} />}
        {form === "whose" && <WhoseForm sheet={sheet} onBack={back} />}
        {(form === "send_back" || form === "missing" || form === "take_back") && (
          <LineForm key={form} sheet={sheet} onBack={back} act={form} />
        )}
        <History sheet={sheet} />
        {!form && sheet.newest !== "" && (
          <LinkButton onPress={() => setForm("take_back")}>The last word was a mistake…</LinkButton>
        )}
        {patient !== "" && !sheet.now_in.startsWith("in no census") && (
          <LinkButton onPress={() => go("patients", patient)}>Open the patient</LinkButton>
        )}
      </div>
    </Card>
  );
}

const ACTS = {
  here: { icon: Inbox, words: "It is here" },
  whose: { icon: Inbox, words: "It is here: whose…" },
  take: { icon: Hand, words: "I take it on" },
  enter: { icon: FilePenLine, words: "It is entered…" },
  verify: { icon: Users, words: "A second person looked…" },
  send_back: { icon: Undo2, words: "Something is wrong…" },
  unused: { icon: CircleSlash, words: "Not used…" },
  missing: { icon: SearchX, words: "Cannot be found…" },
} as const;

function ActButton({ act, first, busy, press }: { act: SheetAct; first: boolean; busy: boolean; press: () => void }) {
  const { icon, words } = ACTS[act];
  return (
    <Button kind={first ? "primary" : "secondary"} icon={icon} isDisabled={busy} onPress={press}>
      {words}
    </Button>
  );
}

/** Bed and name; or that it is a ward's, or nobody's. */
export function whoseWords(sheet: BackEntrySheet): string {
  if (sheet.whose !== "") return sheet.whose;
  return sheet.ward === "" ? "Printed blank: nobody has said whose" : `${sheet.ward}: a sheet of the ward`;
}

function sentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}

function printedWords(sheet: BackEntrySheet, zone: string, now: Date): string {
  if (sheet.printed_at === "") return "The entry of its print is not here.";
  const at = when(sheet.printed_at, zone, now);
  return `Printed ${at} by ${sheet.printed_by}, ${sheet.pages}, to ${sheet.printed_to}`;
}

function rule(sheet: BackEntrySheet): string {
  const second = sheet.second_person ? "; a second person looks" : "";
  const holder = sheet.role_holder === "" ? "" : ` (${sheet.role_holder})`;
  const owner = sheet.owner === "" ? "" : `. Taken on by ${sheet.owner}`;
  return `Rule: ${sheet.how}${second}. ${sheet.role === "" ? "No role is set" : sheet.role}${holder}${owner}`;
}

/** How a sheet stands, as a plate. */
export function StandPlate({ sheet }: { sheet: BackEntrySheet }) {
  const look = STANDS[sheet.stand];
  return (
    <Plate tone={look.tone} icon={look.icon}>
      {look.word}
    </Plate>
  );
}

/** Late, or when it is due; nothing before recovery. */
export function Late({ sheet, zone, now }: { sheet: BackEntrySheet; zone: string; now: Date }) {
  if (sheet.late_min > 0) return <Plate tone="amber">Late {duration(sheet.late_min)}</Plate>;
  const isOpen = sheet.stand !== "done" && sheet.stand !== "not_used";
  if (!isOpen || sheet.due_at === null) return null;
  return <span className="second">due {when(sheet.due_at, zone, now)}</span>;
}

function History({ sheet }: { sheet: BackEntrySheet }) {
  if (sheet.history.length === 0) return <p className="second">Nothing was said of it yet.</p>;
  return (
    <section aria-label="What was said of it">
      <h3 className="strong">What was said of it</h3>
      <ul className="sheet-history">
        {sheet.history.map((said) => (
          <Said key={said.key} said={said} />
        ))}
      </ul>
    </section>
  );
}

function Said({ said }: { said: SheetSaid }) {
  const { zone_name: zone } = useFrame();
  const now = useNow(60);
  return (
    <li className={said.contradicts ? "sheet-contradicts" : ""}>
      <p>
        {said.holds ? said.words : <s>{said.words}</s>}
        {!said.holds && " (no longer holds)"}
      </p>
      <p className="second">
        {when(said.at, zone, now)}, {said.actor}, station {said.station}
        {said.contradicts && " · contradicts another"}
      </p>
    </li>
  );
}
