import type { ContentVersion } from "../../host";
import { Button } from "../../parts/Button";
import { useNow } from "../../state/clock";
import { useFrame } from "../../state/session";
import { when } from "../../words/format";

/** What was saved before, newest first; an older text can be taken up as a draft. */
export function Versions({
  versions,
  onTake,
}: {
  versions: readonly ContentVersion[];
  onTake: (text: string) => void;
}) {
  const { zone_name: zone } = useFrame();
  const now = useNow(60);
  if (versions.length === 0) return <p>Nothing was saved here yet: it is as the bag underneath has it.</p>;
  return (
    <ul>
      {versions.map((version) => (
        <li key={`${version.at} ${version.said}`} className="content-version">
          <div>
            <p className="semi">{version.said}</p>
            <p className="second">
              {when(version.at, zone, now)}, {version.by}
              {version.because !== "" && `: ${version.because}`}
            </p>
          </div>
          {version.text !== "" && (
            <Button
              onPress={() => onTake(version.text)}
              aria-label={`Take up the text of ${when(version.at, zone, now)}`}
            >
              Take up this text
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}
