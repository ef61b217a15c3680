"""Needs are not heard in other stories that are told in the same words, and a no that stresses one denies nothing."""

import pytest

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


@pytest.mark.parametrize("statement", [pytest.param(said.strip(), id=said.strip()) for said in NOTHING_HEARD])
def test_other_stories_tell_no_need(hearing, statement):
    heard = {each.concept.code for each in hearing.hear(statement) if each.concept.taxonomy != "interests"}

    assert heard == set()


@pytest.mark.parametrize(("code", "statement"), [pytest.param(*each, id=each[1]) for each in NOT_DENIED.items()])
def test_no_that_stresses_or_fears_a_need_denies_nothing(hearing, code, statement):
    assert code in {each.concept.code for each in hearing.hear(statement)}
