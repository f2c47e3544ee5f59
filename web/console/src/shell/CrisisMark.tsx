import { Link } from '@tanstack/react-router';
import { useMe } from '../desk/queries';
import { moment } from '../words/formats';
import { useSpoken } from '../words/useWords';
import { useCrisis } from './crisis';

/** On every page while crisis mode is on: that it is, and what to say and do, one click away (ALR-03). */
export function CrisisMark() {
  const { words, locale } = useSpoken();
  const role = useMe().data?.role;
  const crisis = useCrisis().data;
  if (crisis == null) return null;
  return (
    <>
      <button type="button" className="crisis-mark" popoverTarget="crisis">
        {words.crisis}
      </button>
      <div id="crisis" popover="auto" className="menu-sheet crisis-sheet" role="group" aria-label={words.crisis}>
        <p className="quiet small">
          {words.crisisSince(moment(locale, crisis.since))}
          {' · '}
          {crisis.topics.length === 0 ? words.crisisAll : crisis.topics.join(', ')}
        </p>
        <p className="crisis-playbook" dir="auto">
          {crisis.playbook === '' ? words.crisisNoPlaybook : crisis.playbook}
        </p>
        {role !== undefined && role !== 'agent' && (
          <Link to="/admin/$kind" params={{ kind: 'crisis' }} search={{}} className="button small">
            {words.crisisPage}
          </Link>
        )}
      </div>
    </>
  );
}
