//! When another engine counts: what is known of it, and what follows.

use domain::{
    admission::{Admission, LEAST_RIGHT, LEAST_TEXTS, LEAST_WORDS, Measure, NotReady, People, SideBySide, Stand, stands},
    analysis::{Intent, Language, Sentiment, Urgency},
    correction::{Beside, Compared, Correction, Labels},
    id::{AgentId, MentionId},
    time::{MINUTE, Timestamp},
};

const OTHER: &str = "bedrock/maker.model-v1:0";

fn at(minute: i64) -> Timestamp {
    Timestamp::from_millis(1_795_000_000_000 + minute * MINUTE)
}

fn root() -> AgentId {
    "root".parse().unwrap()
}

fn says(sentiment: Sentiment) -> Labels {
    Labels { sentiment, intent: Intent::Other, urgency: Urgency::Normal }
}

/// What is put together for one case.
#[derive(Default)]
struct Known {
    compared: Vec<SideBySide>,
    corrections: Vec<Correction>,
}

impl Known {
    /// `texts` of a language, on every `other_every`-th of which the engines differ; half of them are for, half against.
    fn shadow(mut self, language: Option<Language>, texts: u64, other_every: u64) -> Self {
        for i in 0..texts {
            let (used, opposite) = sides(i);
            let beside = if i.is_multiple_of(other_every) { opposite } else { used };
            let (used, beside) = (("embedded/6".to_owned(), says(used)), (OTHER.to_owned(), says(beside)));
            self.compared.push(SideBySide { at: at(i as i64), language, used, beside });
        }
        self
    }

    /// People looked at `n` texts, and the used engine was right, and the other.
    fn people(self, n: u64, used_right: bool, other_right: bool) -> Self {
        self.words(Some(Language::En), "embedded/6", n, used_right, other_right)
    }

    fn words(mut self, language: Option<Language>, engine: &str, n: u64, used_right: bool, other_right: bool) -> Self {
        for i in 0..n {
            let (truth, wrong) = sides(i);
            let said = |right| says(if right { truth } else { wrong });
            let number = self.corrections.len() as u64;
            self.corrections.push(Correction {
                mention: MentionId::at(Timestamp::default(), &[&number.to_be_bytes()]),
                by: "mina".parse().unwrap(),
                at: at(i as i64),
                engine: engine.into(),
                language,
                topics: vec![],
                judged: said(used_right),
                corrected: says(truth),
                beside: vec![Beside { engine: OTHER.into(), labels: said(other_right) }],
            });
        }
        self
    }

    fn stands(&self) -> Vec<Stand> {
        stands(&self.compared, &self.corrections)
    }
}

fn sides(i: u64) -> (Sentiment, Sentiment) {
    let (a, b) = (Sentiment::Positive, Sentiment::Negative);
    if i.is_multiple_of(2) { (a, b) } else { (b, a) }
}

/// Everything agrees well enough, and there are texts enough.
fn agreeing() -> Known {
    Known::default().shadow(Some(Language::En), 400, 10)
}

/// Everything agrees too little to be admitted without people: on three texts of five.
fn differing() -> Known {
    let mut known = Known::default().shadow(Some(Language::En), 400, 1_000);
    for one in known.compared.iter_mut().take(160) {
        let opposite = if one.used.1.sentiment == Sentiment::Positive { Sentiment::Negative } else { Sentiment::Positive };
        one.beside.1 = says(opposite);
    }
    known
}

// proves ADV-10: the gate, case by case: by what the sentiment is decided, and whether the engine is ready
#[test]
fn an_engine_is_ready_when_enough_is_known_and_it_is_no_worse() {
    use Measure::{Agreement, People};
    let few = Known::default().shadow(Some(Language::En), LEAST_TEXTS - 1, 10);
    let enough = Known::default().shadow(Some(Language::En), LEAST_TEXTS, 10);
    for (case, known, by, met, ready) in [
        ("one text too few, and nobody looked", few, Agreement, true, false),
        ("texts enough, and nobody looked", enough, Agreement, true, true),
        ("nobody looked, and it differs too much", differing(), Agreement, false, false),
        (
            "better for people, however much it differs",
            differing().people(60, true, true).people(15, false, true),
            People,
            true,
            true,
        ),
        ("never different for people", differing().people(LEAST_WORDS, true, true), People, true, true),
        ("a word too few", differing().people(LEAST_WORDS - 1, true, true), Agreement, false, false),
        (
            "people looked only at what was wrong",
            differing().people(LEAST_RIGHT - 1, true, true).people(60, false, true),
            Agreement,
            false,
            false,
        ),
        (
            "worse for people, however well it agrees",
            agreeing().people(80, true, true).people(20, true, false),
            People,
            false,
            false,
        ),
        ("few words that are clear", agreeing().people(8, true, false), People, false, false),
        ("two words against it are chance", agreeing().people(2, true, false), Agreement, true, true),
        (
            "as often better as worse, few",
            agreeing().people(50, true, true).people(5, false, true).people(5, true, false),
            Agreement,
            true,
            true,
        ),
        (
            "as often better as worse, many",
            agreeing().people(900, true, true).people(50, false, true).people(50, true, false),
            People,
            true,
            true,
        ),
    ] {
        let stands = known.stands();
        assert_eq!(stands.len(), 1, "{case}");
        let criteria = stands[0].criteria();
        let of = |on| criteria.iter().find(|one| one.on == on).unwrap();
        let sentiment = of(Some(Compared::Sentiment));
        assert_eq!((sentiment.by, sentiment.met, stands[0].is_ready()), (by, met, ready), "{case}: {criteria:?}");
        assert_eq!(of(None).is, Some(stands[0].evidence.texts as f64), "{case}");
        let admission = Admission::decide(OTHER, None, &stands, &root(), at(0));
        assert_eq!(admission.is_ok_and(|admission| admission.admits(Some(Language::En))), ready, "{case}");
    }
}

// proves ADV-10: the interval, worked out by hand: of 100 texts 10 gained and 4 lost, (10.5 − 4.5) / 102 ± 1.645 √(15 − 36 / 102) / 102
#[test]
fn the_difference_lies_between_its_bounds() {
    let difference = |of, used_right, gained, lost| People { of, used_right, gained, lost }.difference();
    assert_eq!(difference(0, 0, 0, 0), None);
    let found = difference(100, 80, 10, 4).unwrap();
    let near = |a: f64, b: f64| (a - b).abs() < 1e-4;
    assert!(near(found.seen, 0.06) && near(found.lower, -0.00289) && near(found.upper, 0.12054), "{found:?}");
    let one = difference(1, 1, 0, 0).unwrap();
    assert!(one.lower < -0.5 && one.upper > 0.5, "one text says next to nothing: {one:?}");
    assert_eq!(People { of: 100, used_right: 80, gained: 10, lost: 4 }.other_right(), 86);
}

// proves ADV-10: each language for itself; what is admitted stays, what is ready later is added, what is withdrawn counts nowhere
#[test]
fn an_engine_counts_language_by_language() {
    let (en, ko) = (Some(Language::En), Some(Language::Ko));
    let first = agreeing().shadow(ko, 50, 10);
    let one = Admission::decide(OTHER, None, &first.stands(), &root(), at(1)).unwrap();
    assert_eq!((one.admits(en), one.admits(ko), one.admits(None)), (true, false, false));
    let NotReady(unmet) = Admission::decide(OTHER, Some(&one), &first.stands(), &root(), at(2)).unwrap_err();
    assert_eq!(
        unmet.iter().map(|(language, one)| (*language, one.by, one.is)).collect::<Vec<_>>(),
        [(ko, Measure::Texts, Some(50.0))]
    );
    // What counts is in the shadow no longer: its evidence is that of its admission.
    let later = Known::default().shadow(ko, 300, 10);
    let both = Admission::decide(OTHER, Some(&one), &later.stands(), &"sora".parse().unwrap(), at(3)).unwrap();
    assert_eq!((both.admits(en), both.admits(ko), both.languages[0].clone()), (true, true, one.languages[0].clone()));
    assert_eq!((both.languages[1].by.as_str(), both.languages[1].evidence.texts), ("sora", 300));
    assert_eq!(Admission::decide(OTHER, Some(&both), &later.stands(), &root(), at(4)), Err(NotReady(vec![])));
    assert!(Admission::decide("comprehend/2017-11-27", None, &later.stands(), &root(), at(4)).is_err(), "another engine");
    let gone = Admission::withdrawn(OTHER, &root(), at(5));
    assert!(![en, ko, None].into_iter().any(|language| gone.admits(language)));
    assert!(Admission::decide(OTHER, Some(&gone), &first.stands(), &root(), at(6)).unwrap().admits(en), "and it may come back");
}

// proves ADV-10: where the embedded engine judges nothing, only people can speak for another
#[test]
fn what_has_no_language_of_ours_needs_people() {
    let mut known = Known::default().shadow(None, 400, 1_000);
    known.compared.iter_mut().for_each(|one| one.used.1 = says(Sentiment::Unknown));
    assert!(!known.stands()[0].is_ready());
    let known = known.words(None, "embedded/6", LEAST_WORDS, false, true);
    assert!(known.stands()[0].is_ready(), "{:?}", known.stands());
}

// proves ADV-10: it is measured against the engine that is used now, and by the newest word on each mention
#[test]
fn what_was_used_before_and_what_was_said_before_does_not_count() {
    let mut known = agreeing();
    known.compared.iter_mut().take(300).for_each(|one| one.used.0 = "embedded/5".into());
    known.compared.iter_mut().skip(350).for_each(|one| one.used.0 = "embedded/6+urgency.3".into());
    let known = known
        .words(Some(Language::En), "embedded/5", 8, true, false)
        .words(Some(Language::En), "embedded/6+urgency.2", 3, true, true)
        .words(Some(Language::Ko), "embedded/6", 8, true, false);
    let stand = &known.stands()[0];
    assert_eq!(
        (stand.evidence.used.as_str(), stand.evidence.texts),
        ("embedded/6", 100),
        "rules of urgency make no other engine"
    );
    assert_eq!(stand.evidence.on[0].people, People { of: 3, used_right: 3, gained: 0, lost: 0 });
    let mut twice = known.corrections.iter().find(|one| one.engine == "embedded/6+urgency.2").unwrap().clone();
    twice.at = at(1_000);
    std::mem::swap(&mut twice.judged, &mut twice.corrected);
    twice.corrected = says(Sentiment::Neutral);
    let again = Known { corrections: [vec![twice], known.corrections].concat(), compared: known.compared };
    assert_eq!(again.stands()[0].evidence.on[0].people, People { of: 3, used_right: 2, gained: 0, lost: 0 });
    let mut itself = agreeing();
    itself.compared.iter_mut().for_each(|one| one.used.0 = OTHER.into());
    assert_eq!(itself.stands(), [], "an engine is no evidence for itself");
}
