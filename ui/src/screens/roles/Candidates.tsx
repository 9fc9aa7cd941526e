import { OctagonAlert, UserPlus } from "lucide-react";
import { type FormEvent, useState } from "react";
import type { CandidateView, RoleRow, ShiftWord } from "../../host";
import { ErrorBox } from "../../parts/Boxes";
import { Button } from "../../parts/Button";
import { Combo } from "../../parts/Combo";
import { Field, Tick } from "../../parts/Field";
import { Icon } from "../../parts/Icon";
import { useAct } from "../../state/session";

const SHIFTS: readonly { id: ShiftWord; word: string }[] = [
  { id: "day", word: "Day" },
  { id: "night", word: "Night" },
  { id: "weekend", word: "Weekend" },
];

/** "night and weekend, deputy, bleep 2217": what a list must say of somebody before they are called. */
export function aboutCandidate(one: CandidateView): string {
  const parts = [
    one.deputy ? "deputy" : "",
    one.grade,
    one.shifts.join(" and "),
    one.on_now ? "" : "not on now",
    one.reach,
    one.when,
    one.holds.length > 0 ? `holds ${one.holds.join(" and ")}` : "",
  ];
  return parts.filter((part) => part !== "").join(" · ");
}

/** Who can be called to the role, the best choice of this shift first; one press gives it to them. */
export function Candidates({
  row,
  people,
  canAssign,
  onDone,
}: {
  row: RoleRow;
  people: readonly string[];
  canAssign: boolean;
  onDone: () => void;
}) {
  const { busy, error, run } = useAct();
  const [adding, setAdding] = useState(false);
  const cmd = row.holders.length > 0 ? "role_hand_over" : "role_assign";
  const call = async (one: CandidateView) => {
    if (await run(cmd, { role: row.id, person: one.person, contact: one.reach })) onDone();
  };
  const holds = (one: CandidateView) => row.holders.some((holder) => holder.person === one.person);
  return (
    <section className="stack-8">
      <h3>Who can be called</h3>
      {row.candidates.length === 0 && (
        <p className="second">
          Nobody is on the list{row.grades.length > 0 && `. Usual grades: ${row.grades.join(", ")}`}.
        </p>
      )}
      <ul className="candidates">
        {row.candidates.map((one) => (
          <li key={one.person} className="candidate">
            <p>
              <span className="semi">{one.person}</span> <span className="second">{aboutCandidate(one)}</span>
            </p>
            <div className="row">
              {canAssign && !holds(one) && (
                <Button isDisabled={busy} aria-label={`Assign ${one.person} now`} onPress={() => void call(one)}>
                  Assign
                </Button>
              )}
              <Button
                isDisabled={busy}
                aria-label={`Take ${one.person} off the list`}
                onPress={() => void run("candidate_remove", { role: row.id, person: one.person, because: "" })}
              >
                Off the list
              </Button>
            </div>
          </li>
        ))}
      </ul>
      {error && <ErrorBox what={error.what} next={error.next} />}
      {adding ? (
        <AddCandidate row={row} people={people} onDone={() => setAdding(false)} />
      ) : (
        <div className="row">
          <Button icon={UserPlus} onPress={() => setAdding(true)}>
            Add to the list…
          </Button>
        </div>
      )}
    </section>
  );
}

function AddCandidate({ row, people, onDone }: { row: RoleRow; people: readonly string[]; onDone: () => void }) {
  const { busy, error, run } = useAct();
  const [person, setPerson] = useState("");
  const [grade, setGrade] = useState(row.grades[0] ?? "");
  const [shifts, setShifts] = useState<readonly ShiftWord[]>([]);
  const [reach, setReach] = useState("");
  const [at, setAt] = useState("");
  const [deputy, setDeputy] = useState(false);
  const [tried, setTried] = useState(false);
  const faults = {
    person: person.trim() === "" ? "Name the person." : null,
    shifts: shifts.length === 0 ? "Choose at least one shift." : null,
    reach: reach.trim() === "" ? "Say how to reach them." : null,
  };
  const save = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setTried(true);
    if (Object.values(faults).some((fault) => fault !== null)) {
      const form = event.currentTarget;
      requestAnimationFrame(() => form.querySelector<HTMLElement>("[aria-invalid='true'], [role='alert']")?.focus());
      return;
    }
    const request = { role: row.id, person, grade, shifts: [...shifts], deputy, reach, when: at };
    if (await run("candidate_set", request)) onDone();
  };
  const say = (fault: string | null) => (tried ? fault : null);
  return (
    <form className="stack" aria-label={`Add a candidate for ${row.title}`} onSubmit={save} noValidate>
      <Combo
        label="Person"
        known={people}
        value={person}
        onChange={setPerson}
        fault={say(faults.person)}
        offers="Known names"
      />
      <Combo label="Grade" known={row.grades} value={grade} onChange={setGrade} offers="Grades of this role" />
      <fieldset className="shifts">
        <legend className="label">Shifts</legend>
        {say(faults.shifts) && (
          <p className="field-fault" role="alert" tabIndex={-1}>
            <Icon of={OctagonAlert} size={20} />
            <span>{faults.shifts}</span>
          </p>
        )}
        <div className="row">
          {SHIFTS.map((shift) => (
            <Tick
              key={shift.id}
              isSelected={shifts.includes(shift.id)}
              onChange={(on) => setShifts(on ? [...shifts, shift.id] : shifts.filter((each) => each !== shift.id))}
            >
              {shift.word}
            </Tick>
          ))}
        </div>
      </fieldset>
      <Field
        label="How they are reached"
        aside="(phone, radio, runner)"
        value={reach}
        onChange={setReach}
        fault={say(faults.reach)}
      />
      <Field label="When they can be reached" aside="(after 18:00; 40 minutes away)" value={at} onChange={setAt} />
      <Tick isSelected={deputy} onChange={setDeputy}>
        Deputy: stands in when the first choice cannot
      </Tick>
      {error && <ErrorBox what={error.what} next={error.next} />}
      <div className="row">
        <Button kind="primary" type="submit" isDisabled={busy}>
          Keep on the list
        </Button>
        <Button onPress={onDone}>Back</Button>
      </div>
    </form>
  );
}
