"""Needs and circumstances are heard in what people say of themselves and of others, and not in other stories."""

import pytest

from directory.cli.bench_files import read_own_vocabulary
from directory.matching.hearing import Hearing

HEARD = {
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
    "crisis": """
        I've put my affairs in order
        I'm giving my things away, I won't need them
        I've been giving all my stuff away
        I've written my will and said my goodbyes
    """,
}
# The same words in other stories, what is denied, and what people like or offer to do.
NOTHING_HEARD = """
    my memory stick is broken
    I've got good memories of this town
    I cut the grass
    I cut off the loose thread and start sewing
    clean the house
    I like a clean house and a nice garden
    I clean windows for a living
    I've been cleaning the church for six years
    my baby brother is 40
    I'm the baby of the family
    I used to be in the army cadets band
    I volunteer with the Salvation Army
    I've never been lonely
    I'm not lonely
    I lost my keys and my mum found them
    I lost my husband's number
    I'm going down to London
    my flat is on the first floor
    I don't worry about much
    I play heart of the matter on guitar
    my shoes are worn out
    the breaking point of steel is my subject
    I'm confident and like meeting people
    the shell on the beach
    I sleep well
    my dog sleeps all night
    nightmare traffic on the way
    I like to jump in the pool
    I heard voices singing in the choir
    my car had a breakdown
    the washing machine has broken down
    I'm working full time
    he worked down the market
    we split the bill
    I left my husband at home and came out
    my kids are at home with me
    I have a nest box in the garden
    I worked in a hospital
    I used to volunteer at the hospital shop
    I've got time on Tuesdays
    I'm on the inside lane
    I'm back on Tuesday
    I knit hats for painted dolls
    she was out of town
    me and my mates
    there's a lump of clay in pottery
    the bus terminal
    I keep fit and swim
    I'm fit and well
    lift weights
    I can't wait
    I eat well
    I love cooking
    I love the falls at Aysgarth
    in the fall I went to America
    I never smoked
    smoked salmon
    I don't look after anybody
    I look after my garden
    running wild in the hills
    my kids are great
    waiting for a bus
    I get on with my mum
    we never argue
    I owe my life to the choir
    I'm behind the church
    there are benefits to walking
    walking has health benefits
    I've left my number
    money isn't a problem
    fridge magnets
    I like food
    I used to mould clay
    I rent videos
    I've lost my notice board
    my sofa needs mending
    I can get up the stairs
    stairs don't bother me
    I used to repair gates for a living
    a change is as good as a rest
    I've got a job
    I like my job
    I love reading
    I read to children
    I'm good with computers
    I work in computers
    I teach English
    English heritage
    I waited for my paper at the shop
    my papers are delivered on Sunday
    tennis court
    I've a strong will
    I can tell a con
    I took money out of my account
    I'm a good listener
    I listen to the radio
    I like a pub quiz
    I drink tea
    I like horses
    I ride horses
    I live down south
    downs and ups of life
    the noise of the sea
    I read hard books
    my leg of lamb
    frame a picture
    I see my sister
    keep an eye out
    I hear music
    I can't hear enough folk music
    I drive the minibus
    I can drive
    my son's just come out of school
    the magazine has just come out
    I speak to people from my street
    I'm learning a language
    I've finished school
    I work in a school
    I'm at number 82
    my bus is the 82
    the seventeen bus
    table for 16
    I used to work in care homes
    my mum is in a care home
    my women's group
    the men's football on the telly
    my wife and other people
    my three year old car
    the one year old bus service
    my baby sister
    I'm expecting a parcel
    I'm expecting my brother on Sunday
    I'm on my own
    my dad's not around the corner
    I look after my garden
    Ms Smith told me
    all clear on the roads
    my friend writes psychology
    I'm not disabled
    my ears are fine
    bi weekly bingo
    the transport is bad
    I had a holiday in Jamaica
    I like African drumming
    I love Indian food
    I like Pakistan cricket
    I like thai food
    I like Japanese films
    polish the silver
    I polish my shoes
    I like the Egypt exhibition
    I'm a keen traveller
    I like travelling
    my dad was in the war
    I read books about the war
    not in good English weather
    my niece is a vet
    I play in the Salvation Army band
    working with my hands
    my sister's sick
    I'm on the benefits of walking committee
    a sober suit
    recovery college
    came out of the shop
    my spending is out of control
    he controls the model trains
    I'm giving my things to the charity shop
    I give away my spare tomatoes
    I've just moved the sofa and I need a hand with music
    my wife and I enjoy ballroom dancing on Fridays
    I used to be a joiner and I miss the smell of wood
    my son plays football for the school team
    I go to the library every week for large print
    I'd like a walking group on a Tuesday morning
    I enjoy cooking curry for my grandchildren
    we've got a lovely garden and I grow tomatoes
    my husband likes a game of dominoes
    my daughter is a nurse at the hospital
    I do a bit of gardening and I walk the dog
    I've got a car and I can drive people to appointments
    I have time to volunteer two days a week
    looking for a choir that sings gospel
    I keep bees and I'd love to talk to other beekeepers
    my mum taught me to knit
    I love a good quiz with my mates down the pub
    we met at a dance in 1962
    I fell in love with painting at college
    I used to drop off parcels for a living
    I'm at home with the grandchildren on Wednesdays
    we're always up for a laugh
    my back garden needs flowers
    I want to go back to swimming
    the kids love the park
    I speak French and Spanish
    I play in a brass band and I miss the parades
    I've worked on the buses all my days and I love them
    the walls are covered in my paintings
    I take my dad fishing
    I see my friends every week at bingo
    he's never been happier since he joined the shed
    my neighbour lost her cat and we found it
    I lost count of the books I've read
    I left my coat at the coffee morning
    we own our own house and have no debts
    I can hear the birds from my window
    I've always been good with money
    I'm not bothered about the weather
    my wife passed her driving test at sixty
    I've passed my exams
    we live down south and travel by train
    I was in the pub quiz team
    I'm in the church choir with my husband
    my mother had a stall on the market
    I wake up early to watch the birds
    my daughter's got a horse
    I was in the school play
    I never drink
    my husband never gambled
    I've never been in debt
    I don't feel lonely at all
    I'm not depressed, just want to learn Italian
    I've not got dementia
    the tap class is on Tuesday
    I like tap dancing
    I can put up shelves for people
    I could help cut the grass for older people
    I could help people fill in forms
    I like helping people get online
    I want to visit lonely people
    I'd like to mentor young people
    my phone rings all day
    I moved here in 1970
    we're getting on with the neighbours just fine
    I feel down to earth
    I've got a flat cap
    I'm flat out at the allotment
""".strip().splitlines()
NOT_DENIED = {
    "loneliness": "I've never been so lonely",
    "low-mood": "I've never felt so depressed",
    "debt": "we've never been this deep in debt",
    "falls": "I'm terrified of falling",
    "cost-of-living": "never been so skint",
}


@pytest.fixture(scope="module")
def vocabulary():
    return read_own_vocabulary()


@pytest.fixture(scope="module")
def hearing(vocabulary):
    return Hearing(vocabulary)


@pytest.mark.parametrize(
    ("code", "statement"),
    [
        pytest.param(code, said.strip(), id=f"{code}: {said.strip()}")
        for code, statements in HEARD.items()
        for said in statements.strip().splitlines()
    ],
)
def test_need_or_circumstance_is_heard(hearing, code, statement):
    assert code in {each.concept.code for each in hearing.hear(statement)}


@pytest.mark.parametrize("statement", [pytest.param(said.strip(), id=said.strip()) for said in NOTHING_HEARD])
def test_other_stories_tell_no_need(hearing, statement):
    heard = {each.concept.code for each in hearing.hear(statement) if each.concept.taxonomy != "interests"}

    assert heard == set()


@pytest.mark.parametrize(("code", "statement"), [pytest.param(*each, id=each[1]) for each in NOT_DENIED.items()])
def test_no_that_stresses_or_fears_a_need_denies_nothing(hearing, code, statement):
    assert code in {each.concept.code for each in hearing.hear(statement)}


def test_every_need_and_circumstance_has_its_cases(vocabulary):
    told = {each.code for each in vocabulary.concepts.values() if each.taxonomy in ("needs", "people") and each.phrases}
    danger = {each.code for each in vocabulary.concepts.values() if each.urgent}

    assert told - danger <= set(HEARD)
