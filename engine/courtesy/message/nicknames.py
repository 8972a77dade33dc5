"""Usual short forms of first names, by groups: every name of a group may stand for another."""

from __future__ import annotations

from functools import cache

_GROUPS = (
    "alexander alexandra alexis alex al lex sandy sasha xander alec", "andrew andy drew andre", "anthony tony antonio anton", "abigail abby gail",
    "albert al bert bertie", "alfred al fred alfie", "amanda mandy", "angela angie ange", "anna ann anne annie anya ana", "annika ann anni", "arthur art artie", "barbara barb babs",
    "benjamin ben benny benji", "benedikt benedict ben bene", "bernard bernie", "bradley brad", "brandon bran", "beatrice beatriz bea trixie", "béatrice bea", "catherine katherine kathryn katharine cathy kathy kate katie kat kit cat kay",
    "charles charlie chuck chas", "charlotte charlie lottie", "christopher chris kit topher", "christina christine chris tina chrissy", "cynthia cindy", "daniel dan danny", "danielle dani", "david dave davey davy", "deborah debra deb debbie",
    "dennis denny", "diane diana di", "dominic dom nick", "donald don donnie", "dorothy dot dottie", "douglas doug", "edward ed eddie ted teddy ned", "edwin ed eddie", "eleanor ellie nell nora", "elizabeth liz lizzie beth betsy betty eliza liza lisa elise",
    "emily em emmy", "emma em", "eugene gene", "evelyn evie eve", "frances fran frankie", "francis frank fran", "francisco paco pancho fran", "frederick fred freddie", "gabriel gabe", "gabriella gabrielle gabi gabby", "gerald gerry jerry", "geoffrey jeffrey geoff jeff",
    "george georgie", "gordon gord gordie", "gregory greg", "gwendolyn gwen", "harold harry hal", "henry hank harry hal", "howard howie", "hubert bert hugh", "isabella isabel izzy bella", "jacob jake", "jacqueline jackie", "james jim jimmy jamie",
    "jane janey", "janet jan", "jason jay", "jennifer jen jenny jenn", "jeremy jerry jem", "jessica jess jessie", "joan joanie", "joanna joanne jo", "john johnny jack jon", "jonathan jon jonny johnathan", "joseph joe joey jo", "josephine jo josie", "joshua josh",
    "judith judy jude", "julia julie jules", "justin jus", "karen kaz", "kenneth ken kenny", "kevin kev", "kimberly kim kimberley", "kristina kristine kris", "lawrence laurence larry laurie", "leonard len lenny leo", "leonardo leo", "leslie les", "lillian lily lil",
    "linda lindy", "louis louise lou louie", "lucille lucy", "madeleine madeline maddie", "magdalena magda lena", "margaret maggie meg peggy marge margie greta", "maria mary mia", "marcus marc mark", "martin marty", "matthew matt matty", "matthias matt", "maximilian max", "maxwell max", "melissa mel missy",
    "melanie mel", "michael mike mick mickey mikey", "michelle shelly mich", "mohammed muhammad mohamed mohammad mo", "nancy nan", "natalie nat", "nathan nathaniel nate nat", "nicholas nick nicky nico", "nicole nicki nikki", "norman norm", "oliver ollie", "olivia liv livvy", "oluwaseun seun", "pamela pam",
    "patricia pat patty tricia trish", "patrick pat paddy rick", "paul paulie", "penelope penny", "peter pete", "philip phillip phil", "priscilla cilla", "rachel rach", "raymond ray", "rebecca becky becca", "reginald reg reggie", "richard rick ricky rich dick richie", "robert rob bob bobby robbie bert",
    "roberta bobbie", "roderick rod", "rodney rod", "roger rodge", "roland rollo", "ronald ron ronnie", "rosemary rose rosie", "russell russ", "samantha sam", "samuel sam sammy", "sandra sandy", "sarah sara sally", "sean shaun shawn", "sebastian seb bastian", "simon si", "sophia sophie", "stanley stan",
    "stephanie steph stef", "stephen steven steve", "stuart stu stewart", "susan suzanne sue susie suzie", "sydney sidney syd sid", "sylvia sylvie", "tabitha tabby", "terence terrence terry", "theresa teresa tess terry", "theodore theo ted teddy", "thomas tom tommy", "timothy tim timmy", "tobias toby", "valerie val",
    "vanessa nessa", "veronica ronnie vera", "victor vic", "victoria vicky vic tori", "vincent vince vinny", "virginia ginny", "walter walt wally", "wilhelmina mina billie", "william will bill billy liam willy", "winston win", "yvonne vonnie", "zachary zach zack", "wanjiru shiru ciru", "aigerim aika", "eilidh eils", "javier javi", "francesca fran chess", "giuseppe beppe", "ignacio nacho", "guillermo memo",
)  # fmt: skip

# One name in several spellings: who writes another one than the person does has misspelt it.
_SPELLINGS = (
    "katherine katharine catherine catharine kathryn", "stephen steven", "sarah sara", "philip phillip", "laurence lawrence", "geoffrey jeffrey",
    "theresa teresa", "mark marc", "ann anne anna", "mohammed muhammad mohamed mohammad", "madeleine madeline", "debra deborah", "john jon",
    "jonathan johnathan", "stuart stewart", "sydney sidney", "sean shaun shawn", "terence terrence", "kristina christina", "kristine christine", "kimberly kimberley",
    "gabriella gabriela", "sophia sofia", "isabel isabelle", "nicholas nicolas", "nathaniel nathanael", "alan allan allen", "eric erik", "rachel rachael",
)  # fmt: skip


@cache
def _spellings() -> dict[str, int]:
    return {name: number for number, group in enumerate(_SPELLINGS) for name in group.split()}


def spelt_otherwise(word: str, name: str) -> bool:
    """True where both are spellings of one name, and not the same one: Steven for Stephen."""
    table = _spellings()
    return word != name and word in table and table[word] == table.get(name)


@cache
def _table() -> dict[str, frozenset[int]]:
    table: dict[str, set[int]] = {}
    for number, group in enumerate(_GROUPS):
        for name in group.split():
            table.setdefault(name, set()).add(number)
    return {name: frozenset(numbers) for name, numbers in table.items()}


def short_for(word: str, name: str) -> bool:
    """True where both are forms of one first name, or the word is its beginning (three letters or more)."""
    if word == name:
        return True
    if spelt_otherwise(word, name):
        return False
    table = _table()
    shared = table.get(word, frozenset()) & table.get(name, frozenset())
    return bool(shared) or (3 <= len(word) < len(name) - 1 and name.startswith(word))
