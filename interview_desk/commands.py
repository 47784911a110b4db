"""The table of every command: menus, shortcuts, palette, key sheet, tool tips and the manual are made from it.

A command has no code here: `ui.actions` binds each id to its deed, and `keys` prints the table without any window.
Keys are in Qt's portable spelling. `Command.keys` are those it comes with; `keys_of` knows those it has, once a person
has chosen others in the settings.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

Menu = Literal["Interview", "Script", "Notes", "Scores", "Go", "Library", "View", "Replay", "Review", "Help"]
Scope = Literal["always", "live", "wrap-up", "session", "replay", "library", "prepare"]
"""Where a command is open: everywhere, while conducting, in the wrap-up, in either of these two, or on one page."""


@dataclass(frozen=True, slots=True)
class Command:
    """One deed a person can wish for; `help` is one sentence, `strip` the words for it where keys are shown."""

    id: str
    title: str
    help: str
    menu: Menu
    keys: tuple[str, ...] = ()
    scope: Scope = "live"
    strip: str = ""


COMMANDS: tuple[Command, ...] = (
    Command(
        "interview.pause",
        "Start, pause or go on",
        "Starts the clock, stops it for a while, or lets it run on.",
        "Interview",
        ("Ctrl+P",),
        strip="pause",
    ),
    Command(
        "interview.wrap-up",
        "Wrap up",
        "Ends the interview and goes on to self-assessment, summary and report.",
        "Interview",
        ("Ctrl+E",),
        "session",
        strip="wrap up",
    ),
    Command(
        "interview.conclude-early",
        "Conclude early",
        "Takes the next of four kind steps to an early end.",
        "Interview",
        ("Ctrl+Shift+E",),
    ),
    Command(
        "interview.resume",
        "Resume the interrupted interview",
        "Goes on with the interview that was interrupted, at the same layer and time.",
        "Interview",
        ("Ctrl+R",),
        "always",
    ),
    Command(
        "prepare.briefing",
        "Briefing for the candidate",
        "Writes a page to send beforehand: how it goes, and nothing of the question.",
        "Interview",
        ("Ctrl+B",),
        "prepare",
    ),
    Command(
        "prepare.keep",
        "Keep it for later",
        "Keeps the prepared interview; it stands at home, under its date where it has one, and starts with one key.",
        "Interview",
        ("Ctrl+S",),
        "prepare",
    ),
    Command(
        "prepare.own",
        "Prepare a question of your choice",
        "Puts a kit together from a question and a rubric on the spot.",
        "Interview",
        ("Ctrl+Shift+N",),
        "always",
    ),
    Command(
        "interview.schedule",
        "When it is due",
        "Gives an interview that has not begun a date, another one, or none.",
        "Interview",
        ("Ctrl+Alt+D",),
    ),
    Command(
        "interview.call-off",
        "Call it off",
        "Takes an interview that won't take place off the list of what is due; undo brings it back.",
        "Interview",
        ("Ctrl+Alt+X",),
    ),
    Command(
        "interview.count-gap",
        "Count the interruption",
        "Adds the last interruption to the clock, where the talk went on meanwhile.",
        "Interview",
        ("Ctrl+Shift+I",),
        strip="count it in",
    ),
    Command(
        "interview.undo",
        "Undo",
        "Takes the last deed back; the record keeps that it was taken back.",
        "Interview",
        ("Ctrl+Z",),
        "session",
    ),
    Command(
        "audio.consent",
        "Consent to recording",
        "Records who agreed to sound being recorded; once that stands, who took it back, which stops the recording.",
        "Interview",
        ("Ctrl+Alt+C",),
    ),
    Command(
        "audio.record",
        "Record sound, or stop",
        "Records sound while the clock runs, where the candidate agreed and the settings allow it.",
        "Interview",
        ("Ctrl+Alt+R",),
    ),
    Command(
        "audio.erase",
        "Erase the recording",
        "Deletes the sound of this interview for good, and nothing else; asks for the key once more.",
        "Interview",
        ("Ctrl+Alt+E",),
        "session",
    ),
    Command(
        "layer.solved",
        "Layer solved, next",
        "Leaves the layer as solved and begins what comes next.",
        "Script",
        ("Ctrl+Return", "Ctrl+Enter"),
        strip="solved, next layer",
    ),
    Command(
        "layer.partly",
        "Layer partly solved, next",
        "Leaves the layer as partly solved and begins what comes next.",
        "Script",
        ("Ctrl+Alt+Return",),
    ),
    Command(
        "layer.move-on",
        "Move on unsolved",
        "Leaves the layer unsolved and begins what comes next.",
        "Script",
        ("Ctrl+Shift+Return", "Ctrl+Shift+Enter"),
    ),
    Command(
        "layer.back",
        "Back to the layer before",
        "Goes back one layer; its clock goes on from where it stood.",
        "Script",
        ("Ctrl+Alt+Backspace",),
    ),
    Command(
        "section.their-questions",
        "Go to their questions",
        "Goes to the candidate's own questions, wherever you are.",
        "Script",
        ("Ctrl+Alt+T",),
    ),
    Command(
        "hint.next",
        "Next hint",
        "Gives the next hint of the ladder and records its time.",
        "Script",
        ("Ctrl+H",),
        strip="hint",
    ),
    Command(
        "hint.own",
        "Hint of your own",
        "Records a hint that is not in the script; the note line takes its words.",
        "Script",
        ("Ctrl+Shift+H",),
    ),
    Command(
        "hint.pick",
        "Hint out of order",
        "Gives a hint of this layer that is not the next one.",
        "Script",
        ("Ctrl+Alt+H",),
    ),
    Command(
        "prompt.as-written",
        "Prompt asked as written",
        "Records that the prompt was read as it stands.",
        "Script",
        ("Ctrl+Alt+A",),
    ),
    Command(
        "prompt.reworded",
        "Prompt asked in other words",
        "Records that the prompt was put in other words.",
        "Script",
        ("Ctrl+Alt+W",),
    ),
    Command(
        "script.solution",
        "Reference solution",
        "Unfolds the solution that the script expects, or folds it again.",
        "Script",
        ("Ctrl+Shift+S",),
    ),
    Command(
        "signals.mark",
        "Mark signals",
        "Marks what was heard: a number marks that signal yes, partly, no in turn; Esc comes back.",
        "Script",
        ("Alt+S",),
    ),
    Command(
        "candidate.dont-know",
        '"I don\'t know"',
        "Records it; then R for reasoned or B for bare.",
        "Script",
        ("Ctrl+D",),
        strip='"I don\'t know"',
    ),
    Command(
        "direction.change",
        "Change direction",
        "Turns to another area, with a kind sentence to say.",
        "Script",
        ("Ctrl+J",),
        strip="change direction",
    ),
    Command(
        "suggestion.dismiss",
        "Wave the suggestion away",
        "Takes a suggestion, or the question about an interruption, off the screen for good.",
        "Script",
        ("Alt+X",),
    ),
    Command(
        "branch.toggle",
        "Off-script branch",
        "Leaves the script or comes back; the time counts apart from par.",
        "Script",
        ("Ctrl+B",),
    ),
    Command(
        "milestone.reach",
        "Milestone",
        "Records first code, first test, it runs, or states complexity: 1 to 4.",
        "Script",
        ("Ctrl+M",),
        strip="milestone",
    ),
    Command(
        "quiet.toggle",
        "Quiet focus",
        "Leaves the candidate to think; dims everything but the clock and the note line.",
        "View",
        ("F8",),
    ),
    Command(
        "note.save",
        "Save the note",
        "Saves the note with the second of its first keystroke.",
        "Notes",
        ("Return", "Enter"),
    ),
    Command(
        "note.amend",
        "Amend the note",
        "Brings the chosen note, or the last one, back into the note line; the earlier words stay in the record.",
        "Notes",
        ("Ctrl+Shift+A",),
        "session",
    ),
    Command(
        "note.filter",
        "Filter notes",
        "Shows one kind or one competency; again for all.",
        "Notes",
        ("Ctrl+Shift+F",),
        "session",
    ),
    Command(
        "note.previous",
        "Note above",
        "Chooses the note or snippet above; what amends, comments or compares is then about that one.",
        "Notes",
        ("Alt+Up",),
    ),
    Command(
        "note.next",
        "Note below",
        "Chooses the note or snippet below; after the last one none is chosen.",
        "Notes",
        ("Alt+Down",),
    ),
    Command(
        "snippet.clipboard",
        "Snippet from the clipboard",
        "Keeps the candidate's code as it stands on the clipboard.",
        "Notes",
        ("Ctrl+Shift+V",),
        strip="snippet",
    ),
    Command(
        "snippet.watch",
        "Snippets from a file or folder",
        "Asks for a path and keeps a snippet each time that something is saved there; again stops.",
        "Notes",
        ("Ctrl+Shift+W",),
    ),
    Command(
        "snippet.comment",
        "Comment on the snippet",
        "Takes `3-5 text` in the note line as a comment on those lines of the chosen snippet, or the last one.",
        "Notes",
        ("Ctrl+Shift+C",),
        "session",
    ),
    Command(
        "snippet.language",
        "Language of the snippet",
        "Names the language that a snippet is coloured in; left empty, it is guessed.",
        "Notes",
        ("Alt+L",),
    ),
    Command(
        "snippet.difference",
        "What changed in the snippet",
        "Shows a snippet as what changed since the one before, or whole again.",
        "Notes",
        ("Alt+D",),
    ),
    Command(
        "question.theirs",
        "Their question",
        "Records a question that the candidate asked; the note line takes its words.",
        "Notes",
        ("Ctrl+Shift+Q",),
    ),
    Command("score.previous", "Competency above", "Goes one row up in the rubric.", "Scores", ("Ctrl+Up",), "session"),
    Command("score.next", "Competency below", "Goes one row down in the rubric.", "Scores", ("Ctrl+Down",), "session"),
    Command("score.1", "Score 1", "Scores the chosen row 1.", "Scores", ("Alt+1",), "session"),
    Command("score.2", "Score 2", "Scores the chosen row 2.", "Scores", ("Alt+2",), "session"),
    Command("score.3", "Score 3", "Scores the chosen row 3.", "Scores", ("Alt+3",), "session"),
    Command("score.4", "Score 4", "Scores the chosen row 4.", "Scores", ("Alt+4",), "session"),
    Command(
        "score.not-assessed", "Not assessed", "Marks the chosen row as not assessed.", "Scores", ("Alt+0",), "session"
    ),
    Command(
        "page.self-assessment",
        "Self-assessment",
        "Takes down how the candidate saw it, before any feedback.",
        "Go",
        ("Ctrl+1",),
        "wrap-up",
    ),
    Command(
        "page.summary",
        "Summary",
        "Shows time, hints and scores, and the recommendation once all is scored.",
        "Go",
        ("Ctrl+2",),
        "wrap-up",
    ),
    Command(
        "page.feedback",
        "Give feedback",
        "Shows what to say, and what goes into the report.",
        "Go",
        ("Ctrl+3",),
        "wrap-up",
    ),
    Command("page.report", "Report", "Shows the candidate's report and exports it.", "Go", ("Ctrl+4",), "wrap-up"),
    Command(
        "report.pdf",
        "Export the report as PDF",
        "Writes the candidate's report as a PDF.",
        "Go",
        ("Ctrl+Shift+P",),
        "wrap-up",
    ),
    Command(
        "report.html",
        "Export the report as HTML",
        "Writes the candidate's report as one HTML file.",
        "Go",
        ("Ctrl+Shift+L",),
        "wrap-up",
    ),
    Command(
        "report.notice",
        "Decision notice",
        "Shows the letter with the decision and why, beside the report; again shows the report.",
        "Go",
        ("Ctrl+Shift+M",),
        "wrap-up",
    ),
    Command(
        "page.home",
        "Home",
        "Shows interviews that are due, interrupted, awaiting feedback, and recent ones.",
        "Go",
        ("Ctrl+Home",),
        "always",
    ),
    Command(
        "page.library",
        "Library",
        "Shows question banks, kits and rubrics, and what is wrong with any of them.",
        "Go",
        ("Ctrl+L",),
        "always",
    ),
    Command(
        "page.training",
        "Training",
        "Shows training sets, how well people agree, and how far each interviewer has come.",
        "Go",
        ("Ctrl+Y",),
        "always",
    ),
    Command(
        "review.reflect",
        "Look back, privately",
        "Asks you three questions about the interview; nobody else is shown the answers.",
        "Review",
        ("Ctrl+5",),
        "wrap-up",
    ),
    Command(
        "page.calibration",
        "Calibration",
        "Shows who is strict and how sure that is, and whether stated chances hold.",
        "Go",
        ("Ctrl+Shift+K",),
        "always",
    ),
    Command(
        "experience.record",
        "Record a candidate's answers",
        "Asks the candidate of the chosen interview three questions about it, and keeps the answers.",
        "Go",
        (),
        "always",
    ),
    Command(
        "page.people",
        "People's data",
        "Shows what is kept of each person, gives it to them as a file, or erases it; and what is due.",
        "Go",
        ("Ctrl+Alt+P",),
        "always",
    ),
    Command(
        "library.new-question",
        "New question",
        "Writes a commented template into your own folder and opens it.",
        "Library",
        ("Ctrl+N",),
        "library",
    ),
    Command(
        "library.edit",
        "Open in the editor",
        "Opens the chosen file; its problems are shown again each time it is saved.",
        "Library",
        ("Ctrl+O",),
        "library",
    ),
    Command(
        "library.prepare",
        "Prepare an interview with it",
        "Prepares the chosen kit, or the chosen question with a rubric.",
        "Library",
        ("Ctrl+Return", "Ctrl+Enter"),
        "library",
    ),
    Command(
        "library.as-candidate",
        "As the candidate sees it",
        "Turns the chosen question between the interviewer's side and the candidate's.",
        "Library",
        ("F10",),
        "library",
    ),
    Command(
        "window.candidate",
        "Candidate window",
        "Opens the window to share: the public prompt and nothing private.",
        "View",
        ("F10",),
    ),
    Command(
        "window.compact",
        "Compact window",
        "Folds the window to a small one that stays on top, or unfolds it.",
        "View",
        ("F9",),
    ),
    Command(
        "theme.toggle",
        "Light or dark",
        "Changes between the light and the dark theme.",
        "View",
        ("Ctrl+Shift+T",),
        "always",
    ),
    Command("replay.play", "Play or stop", "Plays the session from here, or stops.", "Replay", ("Space",), "replay"),
    Command("replay.back", "Back 10 seconds", "Goes back ten seconds.", "Replay", ("J",), "replay"),
    Command("replay.ahead", "Ahead 10 seconds", "Goes ahead ten seconds.", "Replay", ("L",), "replay"),
    Command("replay.previous", "Event before", "Goes to the event before.", "Replay", (",",), "replay"),
    Command("replay.next", "Next event", "Goes to the next event.", "Replay", (".",), "replay"),
    Command("replay.slower", "Slower", "Plays at half the speed.", "Replay", ("[",), "replay", "slower"),
    Command("replay.faster", "Faster", "Plays at twice the speed.", "Replay", ("]",), "replay", "faster"),
    Command("replay.start", "To the start", "Goes to the first second.", "Replay", ("Home",), "replay"),
    Command("replay.end", "To the end", "Goes to the last second.", "Replay", ("End",), "replay"),
    Command(
        "replay.next-layer",
        "Next layer",
        "Goes to where the next layer or section began.",
        "Replay",
        ("PgDown",),
        "replay",
        strip="layer",
    ),
    Command(
        "replay.previous-layer",
        "Layer before",
        "Goes to where the layer or section before began.",
        "Replay",
        ("PgUp",),
        "replay",
    ),
    Command("replay.next-note", "Next note", "Goes to the next note or snippet.", "Replay", ("N",), "replay", "note"),
    Command(
        "replay.previous-note", "Note before", "Goes to the note or snippet before.", "Replay", ("Shift+N",), "replay"
    ),
    Command("replay.next-hint", "Next hint", "Goes to the next hint.", "Replay", ("H",), "replay", "hint"),
    Command("replay.previous-hint", "Hint before", "Goes to the hint before.", "Replay", ("Shift+H",), "replay"),
    Command(
        "replay.next-comment",
        "Next comment",
        "Goes to the next moment that is commented on.",
        "Replay",
        ("C",),
        "replay",
        "comment",
    ),
    Command(
        "replay.previous-comment",
        "Comment before",
        "Goes to the moment before that is commented on.",
        "Replay",
        ("Shift+C",),
        "replay",
    ),
    Command(
        "review.comment",
        "Comment",
        "Says something about the moment that is shown.",
        "Review",
        ("T",),
        "replay",
        "comment",
    ),
    Command(
        "review.amend",
        "Reword my comment",
        "Puts your last comment up to here in other words; emptied, it is taken back.",
        "Review",
        ("Shift+T",),
        "replay",
    ),
    Command(
        "review.blind",
        "Score it blind",
        "Replays the session that is chosen at home without names and scores, to be scored again.",
        "Review",
        ("Ctrl+Shift+B",),
        "always",
    ),
    Command("review.row-above", "Row above", "Goes one row of the scores up.", "Review", ("Up", "Ctrl+Up"), "replay"),
    Command(
        "review.row-below", "Row below", "Goes one row of the scores down.", "Review", ("Down", "Ctrl+Down"), "replay"
    ),
    Command("review.score-1", "Blind score 1", "Scores the chosen row 1, blind.", "Review", ("1", "Alt+1"), "replay"),
    Command("review.score-2", "Blind score 2", "Scores the chosen row 2, blind.", "Review", ("2", "Alt+2"), "replay"),
    Command("review.score-3", "Blind score 3", "Scores the chosen row 3, blind.", "Review", ("3", "Alt+3"), "replay"),
    Command("review.score-4", "Blind score 4", "Scores the chosen row 4, blind.", "Review", ("4", "Alt+4"), "replay"),
    Command(
        "review.not-assessed",
        "Not assessed, blind",
        "Marks the chosen row as not assessed, blind.",
        "Review",
        ("0", "Alt+0"),
        "replay",
    ),
    Command(
        "review.submit",
        "Submit the blind scores",
        "Hands your scores in; then names, the original scores and the others' are shown.",
        "Review",
        ("Ctrl+Return", "Ctrl+Enter"),
        "replay",
        "submit",
    ),
    Command(
        "replay.skip-silence",
        "Skip silence",
        "Leaves out what goes on long without an entry, or plays it again.",
        "Replay",
        ("S",),
        "replay",
    ),
    Command(
        "replay.leave",
        "Leave the replay",
        "Goes back to where you came from.",
        "Replay",
        ("Esc",),
        "replay",
        strip="back",
    ),
    Command(
        "replay.open",
        "Replay",
        "Replays the session that is chosen at home, or the one that is open in its wrap-up.",
        "Go",
        ("Ctrl+Shift+R",),
        "always",
    ),
    Command(
        "help.palette",
        "All commands",
        "Finds any command by its name.",
        "Help",
        ("Ctrl+K",),
        "always",
        strip="all commands",
    ),
    Command(
        "app.settings",
        "Settings",
        "Shows what can be chosen: your name, theme, size of text, and every key.",
        "Help",
        ("Ctrl+,",),
        "always",
    ),
    Command(
        "team.deliver",
        "Deliver to the team now",
        "Tries at once to bring what waits here to the team's database, and says how it stands.",
        "Help",
        (),
        "always",
    ),
    Command(
        "help.tour",
        "Tour in three steps",
        "Shows in one line what to do here; again for the next step.",
        "Help",
        ("Ctrl+F1",),
        "always",
    ),
    Command(
        "help.leave-tour",
        "Leave the tour",
        "Takes the line of the tour away.",
        "Help",
        ("Ctrl+Shift+F1",),
        "always",
    ),
    Command(
        "app.demo",
        "Try the demo",
        "Opens a second window on made-up interviews; nothing of yours is touched, nothing there is kept.",
        "Help",
        ("Ctrl+Shift+D",),
        "always",
    ),
    Command("help.keys", "Keys", "Shows every command and its key.", "Help", ("F1",), "always"),
    Command("app.quit", "Quit", "Saves what is left to save and closes the window.", "Help", ("Ctrl+Q",), "always"),
)

MENUS: tuple[Menu, ...] = get_args(Menu)
"""The menus in their order, wherever commands are listed by them."""

BY_ID: dict[str, Command] = {command.id: command for command in COMMANDS}


_chosen: dict[str, tuple[str, ...]] = {}


def keys_of(command: Command) -> tuple[str, ...]:
    """Return the keys that a command has: those that were chosen for it, else those it comes with."""
    return _chosen.get(command.id, command.keys)


def use_keys(chosen: Mapping[str, str]) -> list[str]:
    """Give commands other keys, by their ids; an empty key takes a command's keys away. All others get theirs back.

    What can't be is left as the command comes, and said in a sentence each.
    """
    _chosen.clear()
    problems: list[str] = []
    for id, keys in chosen.items():
        wrong = f"There is no command {id!r}" if id not in BY_ID else wrong_keys(id, keys)
        if wrong:
            problems.append(f"{wrong.rstrip('.')}; the key {keys!r} chosen for it in the settings is not used.")
        else:
            _chosen[id] = _with_twin(keys)
    # One that gives way gets its own back, which another may have been given meanwhile.
    while clashing := next(
        ((BY_ID[id], other) for id in _chosen if (other := clash(BY_ID[id], _chosen[id])) is not None), None
    ):
        del _chosen[clashing[0].id]
        problems.append(
            f"“{clashing[0].title}” keeps its own key: the one chosen in the settings is that of “{clashing[1].title}”."
        )
    return problems


def wrong_keys(id: str, keys: str) -> str:
    """Return why a command can't have a key, as a sentence; nothing where it can."""
    if not keys:
        return ""
    *modifiers, key = _split(keys)
    if modifiers != [it for it in _MODIFIERS if it in modifiers] or not _NAMED.fullmatch(key):
        return f"{keys!r} is no key, such as Ctrl+Shift+G."
    if BY_ID[id].scope == "replay" or re.fullmatch(r"F\d+", key):
        return ""
    if id == "note.save" and key in ("Return", "Enter"):
        return ""
    if not {"Ctrl", "Alt", "Meta"} & set(modifiers):
        return f"{keys} belongs to the text that is typed: take it together with Ctrl or Alt."
    if modifiers == ["Ctrl"] and key in _EDITING:
        return f"{keys} belongs to the text that is typed, for moving in it or for copying."
    return ""


def clash(command: Command, keys: tuple[str, ...]) -> Command | None:
    """Return the command that has one of these keys already and can be open at the same time, or None."""
    return next(
        (it for it in COMMANDS if it is not command and set(keys) & set(keys_of(it)) and can_meet(command, it)), None
    )


def can_meet(one: Command, other: Command) -> bool:
    """Tell whether two commands can be open at once."""
    places = [{"live", "wrap-up"} if it.scope == "session" else {it.scope} for it in (one, other)]
    return "always" in (one.scope, other.scope) or bool(places[0] & places[1])


def in_other_keys(sentence: str) -> str:
    """Return a sentence that names keys as commands come with them, with the keys that they have."""
    return _KEY_IN_TEXT.sub(_other_key, sentence) if _chosen else sentence


def keys_text(command: Command) -> str:
    """Return a command's first key as a person reads it: `Ctrl ⇧ H`, or nothing."""
    keys = keys_of(command)
    return spoken(keys[0]) if keys else ""


def spoken(keys: str) -> str:
    """Return a key as a person reads it: `Ctrl ⇧ H`."""
    return " ".join(_SPOKEN.get(part, part) for part in _split(keys))


def as_text(commands: tuple[Command, ...] = COMMANDS) -> str:
    """Return the table as lines of key, title and help, by menu."""
    cells = [_cells(command) for command in commands]
    key_room, title_room = (max(len(words) for words in column) + 2 for column in zip(*cells, strict=True))
    lines: list[str] = []
    for menu in MENUS:
        listed = [command for command in commands if command.menu == menu]
        if listed:
            lines.append(f"\n{menu}" if lines else menu)
        for command in listed:
            keys, title = _cells(command)
            lines.append(f"  {keys:<{key_room}}{title:<{title_room}}{command.help}")
    return "\n".join(lines)


def _cells(command: Command) -> tuple[str, str]:
    keys = keys_of(command)
    return (keys[0] if keys else "—", command.title)


def _split(keys: str) -> list[str]:
    parts = keys.split("+")
    return [*parts[:-2], "+"] if parts[-1] == "" else parts


def _with_twin(keys: str) -> tuple[str, ...]:
    """Return a key, and with Return the Enter of the number pad."""
    if not keys:
        return ()
    return (keys, f"{keys.removesuffix('Return')}Enter") if _split(keys)[-1] == "Return" else (keys,)


def _other_key(found: re.Match[str]) -> str:
    owners = [it for it in COMMANDS if found[0] in it.keys and it.scope in ("live", "session", "always")]
    if not owners or owners[0].id not in _chosen:
        return found[0]
    keys = keys_of(owners[0])
    return keys[0] if keys else f"“{owners[0].title}”"


_MODIFIERS = ("Meta", "Ctrl", "Alt", "Shift")
_NAMED = re.compile(
    r"[^\sa-z+]|\+|F\d{1,2}|Return|Enter|Space|Tab|Backtab|Backspace|Esc|Ins|Del|Home|End|PgUp|PgDown|Up|Down|Left|Right"
)
# What a text field does by itself.
_EDITING = frozenset({"A", "C", "V", "X", "Left", "Right", "Backspace", "Del", "Ins"})
_KEY_IN_TEXT = re.compile(r"(?:(?:Ctrl|Alt|Shift)\+)+(?:[A-Z][A-Za-z]+|[^\sa-z])|\bF\d{1,2}\b")
_SPOKEN = {"Return": "↵", "Shift": "⇧", "Backspace": "⌫", "Up": "↑", "Down": "↓"}
