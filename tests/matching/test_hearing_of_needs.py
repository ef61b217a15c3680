"""Needs are heard in what people say of themselves and of others."""

import pytest

NEEDS = {
    "loneliness": """
        we don't know a soul
        I go all week and never speak to anybody
        the phone never rings
        he just sits there on his own day after day
    """,
    "new-to-area": """
        only moved up here in March and we don't know anybody
        we've just come down from Glasgow
        I'm not from round here
        moved in with my daughter after forty years in Kent
    """,
    "getting-out": """
        I've not been out the front door since Christmas
        since lockdown I don't like going on buses on my own
        dad won't leave the house any more
        I'm stuck in from morning till night
    """,
    "something-to-do": """
        I've been clean for six months and need something to do in the evenings
        the days are that long
        I've too much time on my hands
        my husband needs a hobby
    """,
    "bereavement": """
        hubby's gone and the house is that quiet
        lost my mam at Easter
        she's passed over
        my dad died just before Christmas
    """,
    "low-mood": """
        I can't stop crying
        baby's four weeks old and I keep crying
        I just feel flat
        my son's got depression
    """,
    "anxiety": """
        I worry about everything and nothing
        my heart's going like the clappers in shops
        I get in such a state before I go anywhere
        I'm a worrier
    """,
    "stress": """
        I'm worn out looking after him
        I'm at breaking point
        I can't cope any more
        it's all got on top of me
    """,
    "confidence": """
        I've lost all my confidence
        I don't like walking into a room full of strangers
        I'm dead shy
        I've got no self esteem
    """,
    "sleep": """
        I'm awake till four every morning
        I don't sleep
        I can't drop off
        I wake up at three and that's it
    """,
    "trauma": """
        I was in the army and bangs make me jump
        I keep getting nightmares about the crash
        I can't forget what happened to me
        she saw some terrible things before she got here
    """,
    "mental-health": """
        I hear voices
        I've been in and out of psychiatric hospital
        I've got BPD
        my lad's schizophrenic
    """,
    "retirement": """
        retired last month, the days are that long
        I finished work at Christmas and I'm at a loose end
        I've just packed in work at 66
        I miss the lads at work
    """,
    "relationship-breakdown": """
        my wife's left me
        the wife walked out in April
        we split up last year
        I've just come out of a long relationship
    """,
    "family-left-home": """
        the kids have flown the nest
        my daughter's gone off to uni and the house is empty
        my son's in Canada
    """,
    "hospital-discharge": """
        just out of hospital and can't do much
        I've had my hip done
        had an operation three weeks ago
        he had a knee op in May
    """,
    "leaving-prison": """
        I got out in June after four years inside
        he's just come out of jail
        I've done time
        got a record and nobody will give me a chance
    """,
    "pain": """
        my back's gone
        my knees are bad so I can't do the walking group any more
        I'm in agony with my hip
        I'm in pain every single day
    """,
    "long-term-illness": """
        I've got COPD and can't get up the stairs
        my heart's not good
        I've got ME
        my asthma's bad
    """,
    "cancer-support": """
        they've found a lump
        I've got breast cancer
        I had a tumour out
        waiting on a biopsy
    """,
    "stroke-recovery": """
        I had a stroke in May
        dad can't find his words since his stroke
        he's lost the use of his arm after a stroke
        my mum's had a TIA
    """,
    "fitness": """
        I get out of puff going up the stairs
        I want to get fit
        I've got no strength in my legs
        the doctor says I need to move more
    """,
    "weight": """
        I've put on three stone
        I need to shift some weight
        doctor says I've got to lose a bit of weight
        I can't stop eating
    """,
    "eating-well": """
        I can't be bothered cooking just for me
        he's living on tins
        mum's not eating
        the wife always did the cooking
    """,
    "falls": """
        mum keeps falling over
        I've had three falls since Christmas
        I'm ever so wobbly
        I'm scared I'll fall again
    """,
    "memory": """
        our dad's memory is going and he wanders
        mum keeps asking the same thing
        my memory's not what it was
        the wife's been told it's Alzheimer's
    """,
    "smoking": """
        I want to pack in smoking
        I'm on forty a day
        I need to stop the fags
        I want to come off the vapes
    """,
    "caring": """
        I look after me mam
        I'm worn out looking after him
        my wife's got dementia and I do everything for her
        I look after my husband, he's got MS
    """,
    "parenting": """
        my kids are running wild
        he won't do a thing I tell him
        my lad's kicking off at school
        my daughter won't go to school
    """,
    "postnatal": """
        baby's four weeks old and I keep crying
        I've just had a baby and I don't feel right
        I don't feel anything for the baby
        I had a baby in March and I'm struggling
    """,
    "extra-needs-child": """
        my son's got autism and school won't help
        we're waiting for a diagnosis for our lad
        my little girl's disabled
        the school can't cope with him
    """,
    "family-conflict": """
        my son doesn't speak to me
        I've fallen out with my sister
        my daughter won't let me see the grandkids
        I don't speak to my brother any more
    """,
    "debt": """
        I owe money all over the place
        I'm behind with everything
        I'm getting letters about money I owe
        I can't keep up with the payments
    """,
    "benefits": """
        they've stopped my money
        I've been turned down for PIP
        is there anything I can claim
        the DWP have cut my money
    """,
    "cost-of-living": """
        I'm living on next to nothing
        I've got nothing left at the end of the month
        everything's so dear
        I've got no money
    """,
    "energy-bills": """
        they're going to cut off my electric
        I can't top up the meter
        I daren't put the heating on
        I sit in bed to keep warm
    """,
    "food-need": """
        there's nothing in the fridge
        I can't afford to eat
        I skip meals so the kids can eat
        I need a food parcel
    """,
    "housing": """
        there's mould all over the baby's room
        the landlord won't do the repairs
        there's five of us in one bedroom
        we're overcrowded
    """,
    "homelessness": """
        I'm sleeping on my mate's sofa
        we're being evicted
        I've got nowhere to live
        I've lost my flat
    """,
    "home-adaptations": """
        I can't get up the stairs
        mum can't get in the bath any more
        dad needs a rail by the step
        I can't get in my bath
    """,
    "odd-jobs": """
        someone to fix my gate and change a bulb
        the garden's got away from me
        I can't cut the grass any more
        I need someone to cut my grass
    """,
    "everyday-tasks": """
        I can't manage the hoovering
        I struggle to do my shopping
        can't carry the shopping
        I can't get to the shops
    """,
    "unemployment": """
        I got laid off
        I've been finished at work
        I can't get a job
        I'm on the dole
    """,
    "step-to-work": """
        I've not worked for ten years and don't know where to start
        I'd like to do a bit of volunteering to get back into work
        I want to get back to work
    """,
    "reading-and-numbers": """
        I can't read or write
        I never learnt to read
        my spelling's terrible
        I can't do maths
    """,
    "getting-online": """
        I haven't got a clue with computers
        I don't do the internet
        I've got a tablet and don't know how to use it
        I don't know how to use a computer
    """,
    "english-language": """
        I don't speak much English
        my English is bad
        I need to practise my English
        I can't talk to the doctor because of my English
    """,
    "immigration": """
        the Home Office turned me down
        I'm waiting for my papers
        I've got no recourse
        I want to bring my wife over
    """,
    "legal": """
        I've got to go to court
        I need a solicitor and can't pay
        I need to make a will
        my ex won't let me see the kids and it's going to court
    """,
    "crime-and-scams": """
        I've been conned
        someone's taken money out of my account
        we got burgled
        mum gave her bank details to someone on the phone
    """,
    "being-heard": """
        nobody listens
        I keep getting passed around
        the council won't answer me
        the GP just fobs me off
    """,
    "alcohol": """
        I'm drinking too much
        he's always in the pub
        I've been sober six months
        the drink's got hold of me
    """,
    "drugs": """
        I've been clean for six months and need something to do in the evenings
        I want to get off the gear
        my son's on drugs
        I smoke weed every day
    """,
    "gambling": """
        I've lost everything on the slots
        my husband gambles
        he's never out the bookies
        I've blown my wages on the horses
    """,
    "learning-disability-support": """
        my brother's got a learning disability and needs somewhere to go
        my daughter's got Down's syndrome
        he's thirty but he's like a child of ten
        he needs things explaining simply
    """,
    "autism-support": """
        I've just been told I'm autistic at 45
        I can't cope with noise
        I find people hard to read
        I get overwhelmed in busy places
    """,
    "physical-disability": """
        I'm in a wheelchair
        I can't get about like I used to
        she's on two sticks
        my legs won't carry me
    """,
    "sight-loss": """
        my eyes are going
        I can't see to read any more
        dad's gone blind in one eye
        I've got macular
    """,
    "hearing-loss": """
        I can't hear what people say
        I miss half of what's said
    """,
    "transport": """
        I don't drive
        I've had to give up my car
        I can't get there
        the buses don't run on a Sunday
    """,
    "lgbt-support": """
        I've just come out
        I'm gay and nobody knows
        my son's told us he's trans
        I think I might be bi
    """,
    "veteran-support": """
        I was in the army and bangs make me jump
        I did 22 years in the army
        I came out of the navy in May
        I left the army last year
    """,
    "cultural-connection": """
        there's no one here who speaks my language
        I miss people from back home
        I want to be with other Somali women
        I want to meet people from my own country
    """,
    "young-people-support": """
        my lad's being bullied at school
        he's stopped going to school
        my son never comes out of his room
        she's got no friends at college
    """,
    "crisis": """
        I've put my affairs in order
        I'm giving my things away, I won't need them
        I've been giving all my stuff away
        I've written my will and said my goodbyes
    """,
}


@pytest.mark.parametrize(
    ("code", "statement"),
    [
        pytest.param(code, said.strip(), id=f"{code}: {said.strip()}")
        for code, statements in NEEDS.items()
        for said in statements.strip().splitlines()
    ],
)
def test_need_is_heard(hearing, code, statement):
    assert code in {each.concept.code for each in hearing.hear(statement)}


def test_every_need_has_its_cases(vocabulary):
    told = {each.code for each in vocabulary.concepts.values() if each.taxonomy == "needs" and each.phrases}
    danger = {each.code for each in vocabulary.concepts.values() if each.urgent}

    assert told - danger <= set(NEEDS)
