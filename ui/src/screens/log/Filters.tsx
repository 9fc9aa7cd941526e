import { Flag, Search, SlidersHorizontal } from "lucide-react";
import { type FormEvent, useState } from "react";
import { Input, Label, SearchField } from "react-aria-components";
import type { LogChoices } from "../../host";
import { Button } from "../../parts/Button";
import { Pick, Tick } from "../../parts/Field";
import { Icon } from "../../parts/Icon";
import { NO_TIME, TimeField } from "../../parts/TimeField";
import { count } from "../../words/format";
import { ALL, inWords, isNarrowed, type LogFilter } from "./filters";

const EVERY = "every";

type Props = {
  filter: LogFilter;
  onChange: (filter: LogFilter) => void;
  choices: LogChoices | null;
  matched: number | null;
  onTime: (at: string) => void;
};

/** Search and kind always in view; the rest behind one button. What is filtered is said in words while it works. */
export function Filters({ filter, onChange, choices, matched, onTime }: Props) {
  const [open, setOpen] = useState(false);
  const set = (news: Partial<LogFilter>) => onChange({ ...filter, ...news });
  const words = inWords(filter, choices);
  return (
    <section className="log-filters" data-region aria-label="Find in the log">
      <div className="filters-first">
        <SearchField className="filter-search" value={filter.search} onChange={(search) => set({ search })}>
          <Label className="visually-hidden">Search the log</Label>
          <Icon of={Search} size={20} />
          <Input className="input" placeholder="Search" data-letter="/" />
        </SearchField>
        <Choice
          className="filters-kind"
          label="Kind"
          every="Every kind"
          value={filter.kind}
          onChange={(kind) => set({ kind })}
          options={choices?.kinds ?? []}
        />
        <Button icon={SlidersHorizontal} letter="F" aria-expanded={open} onPress={() => setOpen((on) => !on)}>
          {open ? "Fewer filters" : "More filters"}
        </Button>
      </div>
      {open && (
        <div className="filters-more">
          <Choice
            label="Person"
            every="Everybody"
            value={filter.person}
            onChange={(person) => set({ person })}
            options={pairs(choices?.people)}
          />
          <Choice
            label="Role"
            every="Every role"
            value={filter.role}
            onChange={(role) => set({ role })}
            options={pairs(choices?.roles)}
          />
          <Choice
            label="Ward"
            every="Every ward"
            value={filter.ward}
            onChange={(ward) => set({ ward })}
            options={pairs(choices?.wards)}
          />
          <Choice
            label="System"
            every="Every system"
            value={filter.system}
            onChange={(system) => set({ system })}
            options={choices?.systems ?? []}
          />
          <div className="filters-flag">
            <Tick isSelected={filter.flagged} onChange={(flagged) => set({ flagged })}>
              <Icon of={Flag} size={18} /> Only marked for the debrief
            </Tick>
          </div>
          <div className="filters-own">
            <Tick isSelected={filter.standing} onChange={(standing) => onChange({ ...ALL, standing })}>
              The home's own record: content, people, candidates
            </Tick>
          </div>
          <ToTime onTime={onTime} />
        </div>
      )}
      {isNarrowed(filter) && (
        <p className="filters-words" role="status">
          <span>
            <strong>{matched === null ? "Looking for" : `${count(matched, "entry", "entries")}:`}</strong>{" "}
            {words.join(" · ")}
          </span>
          <Button kind="text" onPress={() => onChange(ALL)}>
            Clear all
          </Button>
        </p>
      )}
    </section>
  );
}

function pairs(words: readonly string[] | undefined): readonly [string, string][] {
  return (words ?? []).map((each) => [each, each]);
}

/** One of what occurs in the log, or every one. */
function Choice({
  label,
  every,
  value,
  onChange,
  options,
  className = "",
}: {
  label: string;
  every: string;
  value: string;
  onChange: (value: string) => void;
  options: readonly (readonly [string, string])[];
  className?: string;
}) {
  const isGone = value !== "" && !options.some(([id]) => id === value);
  const offered: readonly (readonly [string, string])[] = isGone ? [...options, [value, value]] : options;
  return (
    <Pick
      className={className}
      label={label}
      hideLabel={className !== ""}
      value={value === "" ? EVERY : `= ${value}`}
      onChange={(id) => onChange(id === EVERY ? "" : id.slice(2))}
      options={[{ value: EVERY, text: every }, ...offered.map(([id, text]) => ({ value: `= ${id}`, text }))]}
    />
  );
}

/** Goes to what was happening at a time, on the incident's clock. */
function ToTime({ onTime }: { onTime: (at: string) => void }) {
  const [time, setTime] = useState(NO_TIME);
  const [tried, setTried] = useState(false);
  const go = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (time.at) onTime(time.at);
  };
  return (
    <form className="filters-time" onSubmit={go} noValidate>
      <TimeField
        label="Go to a time"
        direction="past"
        empty={null}
        value={time}
        onChange={setTime}
        fault={tried && time.at === null ? "Write it as 06:50 or 13 Nov 22:10." : null}
      />
      <Button type="submit">Go there</Button>
    </form>
  );
}
