"""Words of danger are heard in the vocabulary as it is shipped, and what only sounds like them is not."""

import pytest

from directory.matching.profile import Profile

HEARD = {
    "crisis": """
        keep cutting myself
        I've written the letters and given the cat away
        wor lass would be better off wi'out us
        I keep looking at the railway bridge and thinking
        I cannae see masel making it tae Christmas
        I took the blades out the razors again
        ma heid's done in and I'm away tae dae something daft
        I've got the pills lined up
        I've started cutting myself again
        she's been cutting herself
        took all my tablets
        I've taken all me pills
        swallowed a packet of paracetamol
        I took too many tablets last night
        I've been saving up my tablets
        took an overdose last month
        everyone would be better off without me
        they'd all be better off without me
        the kids would be happier without me
        I'm just a burden
        I'm a burden on everybody
        don't want to be here any more
        I really don't want to be here anymore
        dont wanna be here anymore
        dinnae want tae be here anymore
        I just don't want to live
        I don't want to wake up in the morning
        I wish I wouldn't wake up
        hope I go to sleep and never wake up
        what's the point of going on
        whats the point
        there's no point in living
        no point carrying on any more
        can't see the point, nothing left to live for
        thinking of ending it
        been thinking about ending it all
        I'm going to end it all
        I want to end my life
        he's going to kill himself
        my daughter says she wants to die
        feel suicidal
        I'm having suicidal thoughts
        had thoughts of suicide
        tried to kill myself in June
        thinking of topping myself
        thought about doing myself in
        wish I was dead
        wish I were dead
        wish I'd never been born
        I'd be better off dead
        I can't go on
        I can't go on like this any more
        can't carry on
        can't take it anymore
        I can't do this anymore
        I've had enough of life
        fed up of living
        I'm tired of living
        I've given up on life
        lost the will to live
        no reason to live
        no reason to go on
        nobody would miss me if I was gone
        no one would notice if I died
        nobody would care if I disappeared
        I want to disappear
        I just want it all to stop
        life isn't worth living
        there's no way out
        I want to hurt myself
        I keep hurting myself
        thoughts of harming myself
        feel like burning myself
        self harm
        self-harming since I was twelve
        jump off a bridge
        throw myself under a train
        the voices tell me to do it
        I can't keep myself safe
        I'm scared of what I might do
        I'm frightened I'll do something stupid
        I'm in a really dark place
        I keep having dark thoughts
        kms
        I've got the rope ready
        I don't feel I can keep going, can't keep going
        I have no wish to live
        I'd rather be in my grave
        they'd cope better with me gone
        my lad tried to hang himself last week
        my husband talks about doing away with himself
        I bang my head off the wall on purpose
        I don't know what I'll do to myself
        I've been googling how to die
        I don't care if I live or die
        I feel suicidle
        i want too kill my self
        I've written goodbye letters
        don't know if I'm suicidal
        I was never suicidal before
        I can't stop thinking about suicide
        I've put my affairs in order
        I'm giving my things away, I won't need them
        he's been giving away all his things and saying goodbye
        I won't need it where I'm going
        I won't be around to see it
        you won't have to worry about me much longer
        I've never felt so suicidal
    """,
    "domestic-abuse": """
        my mam's boyfriend gives her black eyes
        he hits me
        he keeps hitting me
        my husband hits me when he's drunk
        my wife beats me
        my wife punches me and calls me names
        she slapped me again
        her husband hits her
        I get hit by my boyfriend
        he's hurting me
        scared of my husband
        I'm scared of him
        I'm frightened of my own son
        frightened of what he might do
        terrified of my partner's temper
        she controls all my money
        he takes my pension
        my daughter takes all my money
        my son keeps my bank card
        my nephew is stealing from me
        my son pushes me around
        my grandson shoves me about
        not safe at home
        I don't feel safe at home
        don't feel safe in my own home
        I feel unsafe at home
        he won't let me go out
        my husband doesn't let me see my family
        she never lets me use the phone
        he checks my phone
        he tracks my phone
        I'm not allowed to leave the house
        not allowed to see my friends
        I have to ask him for money
        I have to explain every penny
        he threatens to kill me
        he said he'll kill me
        my ex is threatening me
        my ex won't leave me alone
        he follows me everywhere
        I'm being stalked
        he locks me in
        locked in my room all day
        I'm walking on eggshells
        he strangled me
        he had me by the throat, choked me
        he gave me a black eye
        he forces me to have sex
        my husband raped me
        I was raped
        they want to force me, a forced marriage
        made me sign over the house
        pressured me to change my will
        my carer is rough with me
        my carer shouts at me
        my daughter screams at me
        she leaves me in wet sheets, left me lying there
        my son is violent
        violent partner
        in an abusive relationship
        controlling husband
        domestic violence
        I've run away, hiding from my ex
        need to get away from him
        fled my husband
        he treats me like a slave
        he tells me I'm worthless
        they've taken over my flat
        he spits at me
        bullied by my daughter
        I'm being abused
        they took my passport
        my husband is very controlling
        he is controlling
        scared to go home
        afraid for my life
        my son has started pushing me
        my parents beat me
        I'm not allowed visitors
        my husband has started to hit me
        mum's boyfriend hits my brother
        he keeps me short of money
        my granddaughter empties my bank account
        mum's new man has taken control of her money
        he decides who I can see
        her partner isolates her from family
        my husband doesn't allow me to learn English
        he pulled my hair
        he's got a knife
        he forced himself on me
        I'm frightened to tell him I came here
        he keeps finding me
        my boyfriend shares naked photos of me
        they want me to marry my cousin
        working for no pay and can't leave
        the carers are rough
        he goes through my phone
        he gets angry if I talk to other men
        my wife throws things at me
        I'm living in fear
    """,
    "child-at-risk": """
        baby won't stop and I'm frightened I'll shake her
        her kids are left on their own all night
        they make me carry the drugs
        my sister says grandad comes in her room at night
        he hits the kids
        my partner hurts my daughter
        I'm scared I'll hurt the baby
        I shook the baby
        I'm frightened for the children
        my kids are not safe with him
        the children are at risk
        my grandson is being hit
        someone touched my daughter
        my son is being groomed
        she leaves the kids on their own
        my nephew is in with county lines
        he was rough with the baby
        the neighbour leaves her toddler alone
        the baby is being shaken
        the children are left alone all night
        an older man buying her gifts
    """,
    "no-bed-tonight": """
        I'm going to be on the street tonight
        we'll be on the streets tomorrow
        nowhere to sleep tonight
        nowhere to go tonight
        I've got nowhere to sleep
        he kicked me out
        kicked out last night with nothing
        sleeping in my car
        slept rough last night
        bailiffs are coming tomorrow
        homeless from today, homeless tonight
    """,
    "no-food-now": """
        not eaten for days
        I haven't eaten for three days
        haven't eaten since Sunday
        no food for days
        nothing to eat till Thursday
        nowt to eat since yesterday
        no food in the house
        no food for the kids
        I can't feed my children
        the kids haven't eaten
        nothing to give the kids
        I've had nothing but water for two days
    """,
}
NOT_HEARD = """
    I'm not suicidal
    I've written the letters for the appeal
    I can't see myself making it up them stairs
    standing on the platform waiting for a train
    I was done in after the walk and did a daft dance
    I gave the dog away when I moved to the flat
    the kids have left home and we're on our own
    my carer comes in at night to help me to bed
    I am not at all suicidal
    not feeling suicidal, just lonely
    she denies any plans, no suicidal thoughts
    no thoughts of suicide or self harm
    I'd never kill myself
    I don't want to die
    I'd die for a cup of tea
    I'm dying for a chat
    cutting the grass
    I like cutting flowers
    I cut my finger in the kitchen
    I hit the gym
    hit the nail on the head
    I want to hit the shops
    my husband died
    my husband died and it hit me hard
    since mum died it hits me every day
    I've been scared since my husband died
    scared of the dark
    frightened of falling
    frightened to go out since I fell
    scared of dogs
    my feet are killing me
    just killing time
    I could murder a curry
    I want to get out of the house
    I want to live nearer my family
    I don't want to live on my own
    I can't go on the bus
    I can't go on holiday
    I don't want to be a burden
    what time does it end
    she hit her head when she fell
    she hurt her back
    I hurt myself falling off a ladder
    he never hit me
    he doesn't hit me
    my grandson pushes me in my wheelchair
    my son takes me shopping
    my daughter takes the money to the bank for me
    my daughter checks on me
    my husband controls his diabetes with insulin
    I take my tablets every day
    my wife takes tablets for her heart
    I need help to manage my money
    jump in the pool
    I'd like to throw pots
    the point of the group is to meet people
    what's the best way to get there
    boxing or martial arts
    I like to shoot pool
    street dancing
    I love street food
    I had nothing to eat at the lunch club I didn't like
    the kids are at school all day
    I look after the grandchildren
    I'm scared of needles
    on my own all day since my wife died, and I miss my garden
    nothing to do in the evenings
    fed up with being stuck indoors
    I miss having something to get up for
    sick of daytime telly
    I want to stop smoking
    I can't sleep
    life is hard since I retired
    my daughter won't speak to me
    was abused as a child
    fishing and canal boats
    I gave up football
    walking the dog
    I can't carry on working full time
    I'm sleeping on the sofa because of my back
    the kids are hungry after school
    I can't go on long walks any more
    can't see the point of bingo
    there's no point driving in town
    beaten by the stairs
    I'm giving my books away because I've no room
    I give away my spare tomatoes
    putting my affairs in order after my wife died
    I won't be around on Tuesday
    my spending is out of control
    my blood pressure is under control
""".strip().splitlines()


def urgent_in(hearing, statement):
    heard = hearing.read(Profile(statement=statement)).heard
    return {each.concept.code for each in heard if each.concept.urgent}


@pytest.mark.parametrize(
    ("code", "statement"),
    [
        pytest.param(code, said.strip(), id=said.strip())
        for code, statements in HEARD.items()
        for said in statements.strip().splitlines()
    ],
)
def test_danger_is_heard(hearing, code, statement):
    assert code in urgent_in(hearing, statement)


@pytest.mark.parametrize("statement", [pytest.param(said.strip(), id=said.strip()) for said in NOT_HEARD])
def test_what_only_sounds_like_danger_is_not_heard(hearing, statement):
    assert urgent_in(hearing, statement) == set()
