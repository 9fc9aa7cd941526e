import { UserPlus } from "lucide-react";
import { useState } from "react";
import type { PeopleView, PersonRow } from "../../host";
import { Card, ErrorBox, Loading } from "../../parts/Boxes";
import { Button } from "../../parts/Button";
import type { Answer } from "../../state/session";
import { list } from "../../words/format";
import { AddPersonDialog, OwnPassphraseDialog, ResetDialog } from "./PersonDialogs";
import { RevokeDialog } from "./RevokeDialog";

/** What is being done, and to whom. */
type Doing = { act: "add" | "mine" } | { act: "reset" | "revoke"; person: string };

/** Who can sign in, with the roles they hold; letting in, letting out, and passphrases. */
export function People({ people }: { people: Answer<PeopleView> }) {
  const { view, error, reload } = people;
  const [doing, setDoing] = useState<Doing | null>(null);
  const [said, setSaid] = useState("");
  const close = (words = "") => {
    setDoing(null);
    setSaid(words);
    reload();
  };
  return (
    <Card
      title="People who can sign in"
      aside={
        <Button icon={UserPlus} onPress={() => setDoing({ act: "add" })}>
          Let somebody in
        </Button>
      }
      flush
    >
      {error && (
        <ErrorBox what={error.what} next={error.next}>
          <Button onPress={reload}>Read again</Button>
        </ErrorBox>
      )}
      {!view && !error && <Loading what="Reading who can sign in." />}
      {said !== "" && (
        <p className="bag-said" role="status">
          {said}.
        </p>
      )}
      {view && <NotYours view={view} />}
      <ul>
        {view?.people.map((person) => (
          <Row key={person.name} person={person} onDo={setDoing} />
        ))}
      </ul>
      {doing?.act === "add" && <AddPersonDialog onClose={close} />}
      {doing?.act === "mine" && <OwnPassphraseDialog onClose={close} />}
      {doing?.act === "reset" && <ResetDialog person={doing.person} onClose={close} />}
      {doing?.act === "revoke" && <RevokeDialog person={doing.person} onClose={close} />}
    </Card>
  );
}

/** Said before anybody presses: it can be done, and it will be seen. */
function NotYours({ view }: { view: PeopleView }) {
  if (view.may_change || view.needs === "") return null;
  return (
    <p className="second bag-note">
      Changing who can sign in is for the {view.needs}. If it cannot wait, you can break the glass: the log says so.
    </p>
  );
}

function Row({ person, onDo }: { person: PersonRow; onDo: (doing: Doing) => void }) {
  const { name, you, roles } = person;
  return (
    <li className="bag-person">
      <div className="bag-person-name">
        <p className="strong">
          {name}
          {you && <span className="second"> (you)</span>}
        </p>
        <p className="second">{roles.length > 0 ? list(roles) : "no role now"}</p>
      </div>
      <div className="row">
        {you ? (
          <Button onPress={() => onDo({ act: "mine" })}>Change my passphrase</Button>
        ) : (
          <>
            <Button aria-label={`New passphrase for ${name}`} onPress={() => onDo({ act: "reset", person: name })}>
              New passphrase
            </Button>
            <Button aria-label={`Revoke ${name}`} onPress={() => onDo({ act: "revoke", person: name })}>
              Revoke
            </Button>
          </>
        )}
      </div>
    </li>
  );
}
