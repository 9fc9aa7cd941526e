import { Archive, CircleCheck, CircleDashed, Hourglass, PencilLine, Plus, TriangleAlert } from "lucide-react";
import { useMemo, useState } from "react";
import type { ContentRow, ContentView } from "../../host";
import { Card, Empty, ErrorBox, Loading, Notice } from "../../parts/Boxes";
import { Button, LinkButton } from "../../parts/Button";
import { Field, Pick } from "../../parts/Field";
import { Plate } from "../../parts/Plate";
import type { Answer } from "../../state/session";
import { birth, count } from "../../words/format";
import { IncidentBagNotice } from "./IncidentBagNotice";

type Which = "all" | "own" | "draft" | "review" | "unapproved" | "retired";

const WHICH: { value: Which; text: string }[] = [
  { value: "all", text: "All cards" },
  { value: "own", text: "Edited or written here" },
  { value: "draft", text: "With words not saved" },
  { value: "review", text: "Review due or soon" },
  { value: "unapproved", text: "Approved by nobody here" },
  { value: "retired", text: "Retired" },
];

/** Whether a card is among those that were asked for. */
export function isAmong(row: ContentRow, which: Which): boolean {
  switch (which) {
    case "own":
      return row.origin !== "shipped";
    case "draft":
      return row.draft;
    case "review":
      return row.review !== "";
    case "unapproved":
      return row.approved_by === "" && row.retired_on === null;
    case "retired":
      return row.retired_on !== null;
    default:
      return true;
  }
}

/** The cards with their state; each opens in the editor. */
export function ContentList({
  content,
  onEdit,
  onNew,
}: {
  content: Answer<ContentView>;
  onEdit: (path: string) => void;
  onNew: () => void;
}) {
  const { view, error, reload } = content;
  return (
    <Card title="Action cards" aside={view?.rows.length ?? null} flush>
      {error && (
        <ErrorBox what={error.what} kept={view ? "The list below is from before." : null} next={error.next}>
          <Button onPress={reload}>Read again</Button>
        </ErrorBox>
      )}
      {!view && !error && <Loading what="Reading the cards." />}
      {view && <Cards view={view} onEdit={onEdit} onNew={onNew} />}
    </Card>
  );
}

function Cards({ view, onEdit, onNew }: { view: ContentView; onEdit: (path: string) => void; onNew: () => void }) {
  const [which, setWhich] = useState<Which>("all");
  const [typed, setTyped] = useState("");
  const rows = useMemo(() => {
    const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
    return view.rows.filter((row) => {
      const text = `${row.number} ${row.title} ${row.id}`.toLowerCase();
      return isAmong(row, which) && words.every((word) => text.includes(word));
    });
  }, [view, which, typed]);
  return (
    <>
      <p className="bag-note">
        {view.base}.{" "}
        {view.local === 0 ? "Nothing is edited here" : `${count(view.local, "file")} edited or written here`}. What is
        saved is in use from the next incident.
      </p>
      {view.begun.map((path) => (
        <div key={path} className="content-row">
          <LinkButton onPress={() => onEdit(path)} label={`Go on with ${path}`}>
            {path}
          </LinkButton>
          <Plate icon={PencilLine}>Begun, not saved</Plate>
        </div>
      ))}
      <div className="row content-filter">
        <Field label="Find a card" type="search" value={typed} onChange={setTyped} />
        <Pick label="Show" value={which} options={WHICH} onChange={(to) => setWhich(to as Which)} />
        <Button icon={Plus} onPress={onNew}>
          Write a new card
        </Button>
        <Button onPress={() => onEdit("roles.toml")}>Edit the roles</Button>
      </div>
      {rows.length === 0 ? (
        <Empty title="No card is like that">Choose All cards, or type fewer words.</Empty>
      ) : (
        <ul>
          {rows.map((row) => (
            <li key={row.id} className="content-row">
              <div className="content-name">
                <LinkButton onPress={() => onEdit(row.path)} label={`Edit ${row.number} ${row.title}`.trim()}>
                  {row.number !== "" && <strong>{row.number} </strong>}
                  {row.title}
                </LinkButton>
                <p className="second">
                  Version {row.version} · {row.kind} card · review {birth(row.review_due)}
                </p>
              </div>
              <CardPlates row={row} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

/** What somebody has to know of the content before they look for it: newer content, what does not fit, reviews that are due. */
export function ContentNotices({ view }: { view: ContentView }) {
  const due = view.rows.filter((row) => row.review === "due").length;
  return (
    <>
      {view.incident && <IncidentBagNotice bag={view.incident} />}
      {view.fault !== "" && <Notice>{view.fault}</Notice>}
      {due > 0 && (
        <Notice>
          <strong>
            {due} {due === 1 ? "card is" : "cards are"} due for review.
          </strong>{" "}
          Read each under Action cards, save it with a later review date, and have it approved.
        </Notice>
      )}
    </>
  );
}

/** What state a card is in, in words and shapes. */
export function CardPlates({ row }: { row: ContentRow }) {
  return (
    <div className="row content-plates">
      {row.draft && <Plate icon={PencilLine}>Words not saved</Plate>}
      {row.retired_on !== null && <Plate icon={Archive}>Retired {birth(row.retired_on)}</Plate>}
      {row.origin === "local" && <Plate icon={PencilLine}>Edited here</Plate>}
      {row.origin === "added" && <Plate icon={Plus}>Written here</Plate>}
      {row.origin === "shipped" && <Plate>As shipped</Plate>}
      {row.base_changed && (
        <Plate tone="amber" icon={TriangleAlert}>
          Shipped card changed
        </Plate>
      )}
      {row.review !== "" && (
        <Plate tone={row.review === "due" ? "amber" : "outline"} icon={Hourglass}>
          {row.review === "due" ? "Review due" : "Review soon"}
        </Plate>
      )}
      {row.approved_by === "" ? (
        <Plate icon={CircleDashed}>Not approved</Plate>
      ) : (
        <Plate icon={CircleCheck}>Approved by {row.approved_by}</Plate>
      )}
    </div>
  );
}
