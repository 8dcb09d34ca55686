"""Words of a statement put together as a claim: hedges taken out, names in place of pronouns."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping

from bench.drafting.parse_tree import SUBJECTS, Tree
from bench.drafting.referents import best_name
from bench.drafting.word_lists import word_list
from bench.records import Hedge

# "HALDEN (Reuters) - " or "14:05 " at the beginning of a claim, which the parser takes for a part of its subject.
_DATELINE = re.compile(r"^\s*(?:[A-Z][A-Z .'’-]+(?:, [\w .]{1,12})?(?: \(\w+\))? [-–—]+ |\d{1,2}[:.]\d\d )")
# A bracket or mark that opens stays at the beginning, and one that closes at the end.
_EDGES = re.compile(r"^[\s,.;:!?\"“”„«»‘–—)\]-]+|[\s,.;:!?\"“”„«»–—(\[-]+$")
_QUOTES = re.compile(r"[\"“”„«»]")


class Wording:
    """The words of a statement on their way into a claim."""

    def __init__(self, tree: Tree, names: Mapping[int, tuple[str, ...]], speaker: str = "") -> None:
        """Take a statement's words.

        Args:
            tree: the words.
            names: the names behind pronouns, by the pronoun's place.
            speaker: whom 'I' means, and who does what somebody agreed to do.
        """
        self._tree = tree
        self._names = names
        self._speaker = speaker
        self._put: dict[int, str] = {}
        """What stands in place of a word; '' for one that is left out."""
        self._before = ""
        self._after = ""

    def leave_out(self, words: Iterable[int]) -> None:
        """Leave words out."""
        self._put.update(dict.fromkeys(words, ""))

    def without_hedge(self, hedge: Hedge) -> None:
        """Say flatly what a hedge in these words leaves open, where grammar allows it."""
        cue = sorted(self._tree.inside([hedge.cue_span]))
        if not cue:
            return
        words, last = self._tree.words, cue[-1]
        # The word of the cue that governs what is hedged: "expected" of "is widely expected".
        verb = next(
            (
                i
                for i in cue
                if words[i].pos in ("VERB", "ADJ", "AUX")
                and words[i].lemma in word_list("ahead") | word_list("raising")
            ),
            None,
        )
        # Three ways to hedge, by how they leave the sentence: a modal becomes "will" ("may leave"), an adverb or an
        # adjective goes ("allegedly left"), and a verb or adjective that takes another verb hands it its subject ("is
        # said to have left"). Anything else stays as it is: a clumsy claim is corrected faster than a wrong one.
        if len(cue) == 1 and words[last].text.lower() in word_list("open_modals") and words[last].dep == "aux":
            self._modal(last)
        elif len(cue) == 1 and words[last].dep in ("advmod", "amod", "compound"):
            self._put[last] = ""
        elif verb is not None:
            self._raise(verb)

    def _modal(self, modal: int) -> None:
        """'may have left' to 'has left', 'may leave' to 'will leave'."""
        verb = self._tree.words[modal].head
        have = next((i for i in self._tree.children(verb, "aux") if self._tree.words[i].text.lower() == "have"), None)
        # "may leave" is of what is to come, "may have left" of what has been.
        if have is None:
            self._put[modal] = "will"
        else:
            self._put[modal] = ""
            # Behind a modal the form is "have" whoever left: "The mayor may have left" needs "has".
            self._put[have] = "have" if self._is_plural(verb) else "has"

    def _raise(self, hedge: int) -> None:
        """'is believed to have left' to 'has left', 'is expected to leave' to 'will leave'."""
        words, tree = self._tree.words, self._tree
        verb = next(iter(tree.children(hedge, "xcomp")), None)
        copula = words[hedge].head if words[hedge].dep in ("acomp", "oprd") else None
        # "is likely to leave": the parser hangs the infinitive on the adjective or on its "is".
        if verb is None and copula is not None:
            verb = next(iter(tree.children(copula, "xcomp")), None)
        if verb is None:
            self._there_will_be(hedge)
            return
        # "to leave is expected", "is believed dead": there is no verb behind to take the subject.
        if verb < hedge or words[verb].pos not in ("VERB", "AUX"):
            return
        auxiliaries = tree.children(verb, "aux", "auxpass")
        to = next((i for i in auxiliaries if words[i].lemma == "to"), None)
        # "was reported killed": without "to" or "-ing" there is nothing to make a finite verb of.
        if to is None and not words[verb].text.endswith("ing"):
            return
        # Whose subject and auxiliaries count: those of "is" in "is likely to leave", of "expected" in "is expected to
        # leave".
        holder = copula if copula is not None else hedge
        before = [*tree.children(hedge, "aux", "auxpass"), *tree.children(holder, "aux", "auxpass"), hedge, holder]
        # "tried to seem to agree": without a subject of its own there is nobody to say the claim of.
        if tree.subject(holder) is None and words[holder].dep in ("xcomp", "pcomp"):
            return
        self.leave_out(i for i in before if i <= hedge)
        # "is widely believed to have left": how many believe it is part of the hedge.
        self.leave_out(i for i in tree.children(hedge, "advmod") if i < hedge)
        self.leave_out(tree.children(verb, "mark"))
        opening = min((i for i in [*auxiliaries, verb] if i != to), default=verb)
        plural = self._is_plural(holder)
        if words[hedge].lemma in word_list("ahead"):
            will = "will not" if words[hedge].lemma == "unlikely" else "will"
            self._put[to if to is not None else verb] = will if to is not None else f"{will} {words[verb].lemma}"
            return
        # Without a "to" there is only the verb in "-ing", by the return above.
        assert to is not None or opening == verb
        if to is not None:
            self._put[to] = ""
        self._put[opening] = _present(words[opening].text, words[opening].lemma, plural=plural)

    def _there_will_be(self, hedge: int) -> None:
        """'X weighs an inquiry' and 'an inquiry is likely' to 'there will be an inquiry'; 'reported dead' to 'dead'."""
        tree = self._tree
        # "was reported dead" is "was dead".
        if any(tree.words[i].pos in ("VERB", "ADJ") for i in tree.children(hedge, "oprd", "acomp", "ccomp")):
            self._put[hedge] = ""
            return
        copula = tree.words[hedge].head
        subject = tree.subject(copula)
        if tree.words[hedge].dep == "acomp" and subject is not None and tree.words[subject].pos in ("NOUN", "PROPN"):
            self.leave_out([hedge, copula, *tree.children(copula, "aux", "advmod"), *tree.children(hedge, "advmod")])
            # "An inquiry is likely" becomes "there will be an inquiry".
            self._before = "there will not be " if tree.words[hedge].lemma == "unlikely" else "there will be "
            return
        objects = tree.children(hedge, "dobj")
        # "suspects fraud" has an object too, but says nothing of what is to come.
        if not objects or tree.words[hedge].lemma not in word_list("ahead"):
            return
        # "X weighs an inquiry": who weighs it is no part of the claim that there will be one.
        planned = tree.subtree(objects[0])
        self.leave_out(i for i in tree.subtree(hedge) if i < min(planned) and i != hedge)
        self._put[hedge] = "there will be"

    def _is_plural(self, verb: int) -> bool:
        words = self._tree.words
        subject = next((i for i in self._tree.children(verb, *SUBJECTS)), None)
        if subject is None:
            return False
        word = words[subject]
        # "I" is among them: it takes the verb of a plural.
        if word.text.lower() in word_list("plural_pronouns"):
            return True
        plural = word.pos == "NOUN" and word.text.lower() != word.lemma and word.text.lower().endswith("s")
        # "Holm and Vane have left"
        return plural or bool(self._tree.children(subject, "conj"))

    def as_clause(self, group: Collection[int], cue: Collection[int]) -> None:
        """Make a clause of what a reporting verb takes otherwise.

        'to leave' to 'X will leave', 'X of having left' to 'X had left', 'it as a lie' to 'it is a lie', 'leaving' to
        'X was leaving', 'any fraud' to 'any fraud by X'.
        """
        words = self._tree.words
        opening = min(group)
        verbs = [i for i in group if words[i].pos in ("VERB", "AUX")]
        preps = [i for i in group if words[i].head in cue and words[i].dep in ("prep", "mark") and i > opening]
        of = next((i for i in group if words[i].lemma == "of" and self._tree.children(i, "pcomp")), None)
        # "accused X of having left" says that X did; "spoke of leaving" says nothing of the kind.
        if of is not None and not any(words[i].lemma == "accuse" for i in cue):
            of = None
        as_ = next((i for i in preps if words[i].lemma == "as"), None)
        if of is not None:
            self._put[of] = ""
            # The word before "of" is the one accused: "the owners of leaving" were leaving, and "the boss" was.
            accused = words[of - 1].text.lower()
            self._past(
                self._tree.children(of, "pcomp")[0], is_plural=accused.endswith("s") and not accused.endswith("ss")
            )
        # "described it as a lie" is "it is a lie".
        elif as_ is not None and not verbs:
            self._put[as_] = "is"
        elif self._speaker and words[opening].lemma == "to" and words[opening].dep == "aux":
            # "agreed to leave" is of what is to come, "claims to have left" of what is or has been.
            self._put[opening] = f"{self._speaker} will"
            if any(words[i].lemma in word_list("raising") for i in cue):
                self._put[opening] = self._speaker
                verb = words[opening].head
                # "claims to have left" has an auxiliary to be made finite, "claims to own it" only the verb itself.
                have = next((i for i in self._tree.children(verb, "aux") if words[i].text.lower() == "have"), verb)
                self._put[have] = _present(words[have].text, words[have].lemma, plural=self._speaker.endswith("s"))
        elif self._speaker and words[opening].text.endswith("ing") and words[opening].head in cue and opening in verbs:
            # "denied leaving"
            self._past(opening, f"{self._speaker} ")
        # "denied any fraud": whose fraud it would be is lost with the source.
        elif self._speaker and not verbs and all(words[i].lemma == "deny" for i in cue):
            self._after = f" by {self._speaker}"

    def _past(self, participle: int, who: str = "", *, is_plural: bool = False) -> None:
        """'having left' to 'had left', 'leaving' to 'was leaving'."""
        verb = self._tree.children(participle, "aux")
        have = next((i for i in verb if self._tree.words[i].text.lower() == "having"), None)
        # "having left" has an auxiliary, "leaving" none.
        if have is not None:
            self._put[have] = f"{who}had"
        else:
            self._put[participle] = f"{who}{'were' if is_plural else 'was'} {self._tree.words[participle].text}"

    def text(self, group: Iterable[int], leading: Iterable[int] = ()) -> str:
        """Words as a claim; those of `leading` come before the others, wherever they stand."""
        lead = sorted(set(leading))
        in_order = [i for i in [*lead, *sorted(set(group) - set(lead))] if self._put.get(i) != ""]
        while in_order and self._is_opener(in_order[0]):
            in_order.pop(0)
        in_order = [
            i for at, i in enumerate(in_order) if not self._is_seam(i, in_order[at - 1 : at], in_order[at + 1 : at + 2])
        ]
        pieces: list[str] = []
        named: set[str] = set()
        before: int | None = None
        for i in in_order:
            put = self._spoken(i, named)
            if put:
                pieces.append(self._gap(before, i) + put)
                before = i
        # Quotation marks first: a claim is in plain words, and a dateline may stand within them.
        plain = _DATELINE.sub("", _QUOTES.sub("", "".join(pieces)) + self._after)
        plain = self._before + plain
        return " ".join(_EDGES.sub("", re.sub(r"\s+([,.;:!?])", r"\1", plain)).split())

    def _is_opener(self, i: int) -> bool:
        """Whether a word only ties a claim to its reporting verb ('that', 'of'), as 'about' in 'about 20' does not."""
        word = self._tree.words[i]
        return (
            word.text.lower() in word_list("openers")
            and word.dep in ("prep", "mark", "aux", "agent")
            and i not in self._put
        )

    def _is_seam(self, i: int, before: list[int], after: list[int]) -> bool:
        """Whether a word is a comma beside something that is left out."""
        if self._tree.words[i].text not in (",", "-", "–", "—"):
            return False
        return before != [i - 1] or after != [i + 1]

    def _spoken(self, i: int, named: set[str]) -> str:
        word = self._tree.words[i]
        lower = word.text.lower()
        if i in self._put:
            return self._put[i]
        # “My deputy lied”, said by Reed, becomes "Reed's deputy lied".
        if self._speaker and word.text in word_list("speaker_possessives"):
            return f"{self._speaker}'s"
        if self._speaker and word.text in word_list("speaker_pronouns"):
            return self._speaker
        # By the place in the article, since "he" may be two people in one statement.
        name = best_name(self._names.get(word.start, ()))
        # A name stands in a claim once; after that its pronoun reads better and points to nobody else.
        if not name or name in named:
            named.add(word.text)
            return word.text
        named.add(name)
        # "her" is a possessive ("her deputy") or an object ("met her"), while "his" always has an owner.
        is_owner = lower == "his" or (lower == "her" and word.dep == "poss")
        return f"{name}'s" if is_owner else name

    def _gap(self, before: int | None, i: int) -> str:
        """What stands between two words: nothing, if the first ends where the second begins."""
        if before is None:
            return ""
        touching = self._tree.words[before].end == self._tree.words[i].start
        return "" if touching else " "


def _present(text: str, lemma: str, *, plural: bool) -> str:
    """An infinitive in the present tense."""
    if lemma == "be":
        return "are" if plural else "is"
    if lemma == "have":
        return "have" if plural else "has"
    if plural:
        return text
    # "passes", "fixes", "goes".
    if text.endswith(tuple(word_list("sibilants"))):
        return f"{text}es"
    # "deny" becomes "denies", "stay" only "stays".
    return f"{text[:-1]}ies" if text.endswith("y") and text[-2:-1] not in "aeiou" else f"{text}s"
