"""Who people are and how they live is heard in what they say of themselves and of others."""

import pytest

CIRCUMSTANCES = {
    "older-people": """
        I'm 82
        he's eighty four next month
        my mum's ninety
        my mum's 85
    """,
    "young-people": """
        I'm seventeen
        my lad's nineteen
        I'm at uni
        my teenager
    """,
    "care-leavers": """
        I grew up in care
        I was in foster homes
        I left care at eighteen
    """,
    "men": """
        I want to be with other men
        somewhere just for blokes
        a group for men
        I'd talk to other fellas
    """,
    "women": """
        a group just for women
        I'd only go if it's ladies
        somewhere with other women
    """,
    "parents-of-young-children": """
        I've got a three year old
        I've two little ones
        I've got twins aged two
        my wee one's nearly three
    """,
    "new-mothers": """
        I've just had a baby
        my baby's six weeks old
        I've got a newborn
        my daughter's just had her first baby
    """,
    "new-fathers": """
        my wife's just had a baby
        I've just become a dad
    """,
    "expectant-parents": """
        I'm having a baby in June
        I'm six months gone
        my daughter's pregnant
        I'm expecting
    """,
    "lone-parents": """
        I'm on my own with the kids
        I'm a single mum
        their dad's not around
        bringing up two kids by myself
    """,
    "kinship-carers": """
        I've got my grandchildren living with me
        we're bringing up our grandson
        I've got my daughter's kids because she can't have them
        my nephew lives with us under a special guardianship
    """,
    "carers": """
        I care for my wife
        I look after my dad
        I'm looking after my mum full time
        my husband needs me all the time
    """,
    "young-carers": """
        my daughter helps look after her brother
        I look after my mum and I'm thirteen
        he's only twelve and he does everything for his mum
    """,
    "parent-carers": """
        my son's got cerebral palsy
        my little lad's disabled
        my daughter's got special needs
    """,
    "living-with-dementia": """
        my wife's got dementia
    """,
    "long-term-condition": """
        I've got COPD
        I've got MS
    """,
    "living-with-cancer": """
        I've got cancer
        he's got prostate cancer
        I've been given the all clear
    """,
    "stroke-survivors": """
        I had a stroke
        since his stroke
    """,
    "brain-injury": """
        he had a bad head injury on his bike
    """,
    "mental-health-condition": """
        I'm bipolar
        my son's schizophrenic
        I've got BPD
    """,
    "disabled-people": """
        I've got cerebral palsy
        I'm disabled
    """,
    "wheelchair-users": """
        I'm in a wheelchair
    """,
    "learning-disability": """
        my brother's got a learning disability
        my daughter has Down's syndrome
    """,
    "autistic-people": """
        my son's autistic
        I've got Asperger's
    """,
    "deaf-people": """
        I'm deaf and I sign
        my daughter uses BSL
    """,
    "hard-of-hearing": """
        I wear hearing aids
    """,
    "living-with-sight-loss": """
        I'm blind
    """,
    "lgbt-people": """
        I'm a gay man
        my wife and I are both women
        I'm queer
    """,
    "black-communities": """
        I came over from Jamaica in the sixties
        I'm Nigerian
        my mum's from Ghana
    """,
    "south-asian-communities": """
        my mum only speaks Punjabi
        we're from Bangladesh
        my family's from Pakistan
        my mother in law is Indian
    """,
    "east-asian-communities": """
        I'm from China
        my parents are from Hong Kong
    """,
    "eastern-european-communities": """
        I'm Polish
        we came from Ukraine
        my neighbour's from Romania
    """,
    "middle-eastern-communities": """
        I'm from Syria
        I speak Arabic
        I'm from Iran
    """,
    "traveller-communities": """
        we're Travellers
        I'm a Gypsy and my lad gets picked on
    """,
    "refugees": """
        we came here because of the war
        I'm an asylum seeker
        I'm waiting to hear on my asylum
    """,
    "english-learners": """
        my English is not so good
        I don't speak English very well
    """,
    "veterans": """
        I was in the army
        my dad was in the navy
        I served twenty years
    """,
    "lives-alone": """
        I live by myself
        mum's on her own in that big house
        dad lives alone
    """,
    "widowed-people": """
        I'm a widower
        my husband died
    """,
    "out-of-work": """
        I've lost my job
        I'm not working
        I can't find work
    """,
    "low-income": """
        I'm on benefits
        I'm on universal credit
        I only get the state pension
    """,
    "homeless-people": """
        I'm sofa surfing
        they've put us in a B&B
    """,
    "in-recovery": """
        I've been clean for six months
        I've been sober two years
        I'm in recovery
    """,
    "leaving-prison-people": """
        I came out of prison in May
        I'm on probation
        I've been inside
    """,
}


@pytest.mark.parametrize(
    ("code", "statement"),
    [
        pytest.param(code, said.strip(), id=f"{code}: {said.strip()}")
        for code, statements in CIRCUMSTANCES.items()
        for said in statements.strip().splitlines()
    ],
)
def test_circumstance_is_heard(hearing, code, statement):
    assert code in {each.concept.code for each in hearing.hear(statement)}


def test_every_circumstance_has_its_cases(vocabulary):
    told = {each.code for each in vocabulary.concepts.values() if each.taxonomy == "people" and each.phrases}
    danger = {each.code for each in vocabulary.concepts.values() if each.urgent}

    assert told - danger <= set(CIRCUMSTANCES)
