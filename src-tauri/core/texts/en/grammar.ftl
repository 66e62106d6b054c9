### Texts of Nod in English: the words the quick grammar reads (docs: `nod_core::quick`).
###
### Each message is a list of words or short phrases between bars. Case, accents and hyphens are folded away before
### they are compared: "check in" also reads "Check-in". Every language brings its own list; none has to be complete.

## Gestures: the built-in seven with their usual forms. A user's own gestures are read by their names.

grammar-gesture-thanked = thanked | thank | thanks | thank you | thankyou | thx | tx | thnx | thanx | ty | tysm
    | tyvm | ta | cheers | gratitude | grateful | appreciated | appreciate
grammar-gesture-acknowledged = acknowledged | acknowledge | ack | acked | kudos | props | shoutout | shout out
    | shouted out | recognised | recognized | recognise | recognize | praised | praise | credited | complimented
    | well done | good job | great job | nice work | great work | noticed | plus one
grammar-gesture-checked-in = checked in | checked in on | check in | check in on
    | checkin | checkedin | checked up | checked up on | 1:1 | 1 1 | 1to1 | 1 to 1 | 1on1 | 1 on 1
    | one on one | one to one | 1 2 1 | 121 | o3 | caught up | catch up | catchup | coffee | tea | lunch
    | lunched | how are you | asked how
grammar-gesture-listened = listened | listen | heard | heard out | lent an ear | hear out
grammar-gesture-remembered = remembered | remember | recalled | followed up | asked about
grammar-gesture-helped = helped | help | helped out | unblocked | unblock | assisted | supported | paired
    | pairing | covered | mentored | coached | backed up
grammar-gesture-celebrated = celebrated | celebrate | congrats | congratulated | congratulations | congratulate
    | grats | gratz | happy birthday | hbd | bday | birthday | toasted | cheered | work anniversary

# Words that name a gesture and say more than it: they stay in the note.
grammar-gesture-kept = coffee | tea | lunch | bday | birthday | work anniversary | paired | pairing | covered

# Words that name the gesture at the end of a text as well ("the release notes, thx").
grammar-closing = thx | tx | thnx | thanks | thank you | ty | tysm | cheers | kudos | props | shoutout | ack | congrats
    | grats | gratz | hbd | happy birthday | well done | good job | great job | nice work | great work

# Words passed over when a gesture follows: "I had a quick coffee", "gave amara a shoutout".
grammar-filler = i | we | i've | we've | i'd | just | also | had | have | got | get | did | was | been | a | an
    | the | my | our | some | said | say | told | gave | give | sent | send | wrote | quick | short | long | big
    | huge | many | much | so | really | very | finally | properly | publicly | personally

## Who did it.

grammar-i = i | i've

grammar-theirs = got from | received from
grammar-mutual = mutual | mutually | each other | one another | both ways | together
# After a gesture: the other one did it for me.
grammar-me = me | us
# After a name and a gesture: the same, but the word belongs to the note ("amara remembered my birthday").
grammar-my = my | our
# Before a name: that one did it for me.
grammar-from = from | by
# Before a name.
grammar-to = with | w | to
# Before a name that is known; before anything else the note begins ("thx for debugging").
grammar-for = for | on
# Between names, and between gestures.
grammar-and = and | und | et | och | og | as well as | plus | и | та | και | و | और | と | 和 | 跟 | 하고
# What is put behind a name and does not belong to it.
grammar-name-ending = 's | さん | 様 | さま | くん | 君 | ちゃん | 氏 | 先生 | 先輩 | 님 | 씨 | जी
# Between names, without spaces, in scripts that write so: what stands on both sides has to be somebody.
grammar-name-joint = と | や | 和 | 跟 | 与 | 與 | 及 | 와 | 과 | 하고 | 이랑 | 랑
# Words a note starts with; a name may stand right before them.
grammar-about = for | about | on | with | to | re | because | after | during | when | that | who | over | at | in
    | as | via | by

## How. A user's own channels are read by their names after one of these words.

grammar-channel-in-person = in person | irl | face to face | f2f | at the office | in the office | on site
    | over lunch | over coffee | over a coffee | at lunch | at his desk | at her desk | at their desk
    | in the kitchen | in the hallway | in the corridor
grammar-channel-call = by phone | on the phone | over the phone | via phone | per phone | on phone | on a call
    | on the call | on our call | by call | over a call | in a call | in the call | by video | on video
    | by video call | on a video call | on zoom | via zoom | over zoom | by zoom | on google meet | on facetime
grammar-channel-chat = on slack | via slack | in slack | over slack | by slack | on teams | via teams | in teams
    | over teams | by chat | in chat | in the chat | on chat | via chat | over chat | by dm | in dm | in a dm | via dm
    | on whatsapp | via whatsapp | on signal | via signal | on discord | on matrix | on telegram | by message
    | by text | via text | by sms | in the thread | in the channel | on mattermost | on irc
grammar-channel-email = by email | via email | per email | in an email | in email | over email | by e mail
    | via e mail | per e mail | in an e mail | by mail | via mail | per mail | in a mail
grammar-channel-meeting = in the meeting | in a meeting | at the meeting | in our meeting | in meeting
    | during the meeting | in stand up | in the stand up | at stand up | at the stand up | in standup
    | in the standup | at standup | at the standup | in the daily | in retro | in the retro | at the retro
    | in the retrospective | in planning | in the all hands | at the all hands | in all hands | at all hands
    | in the town hall | in the team meeting | in the review | in our 1:1 | in the 1:1 | in a 1:1
# Alone these words are the channel only in the leading stretch, next to a name or a gesture.
grammar-channel-alone-in-person = met
grammar-channel-alone-call = phone | phoned | called | rang | call | zoom | video
grammar-channel-alone-chat = slack | teams | messaged | pinged | texted | dm | dmed | whatsapp | signal
grammar-channel-alone-email = email | emailed | e mail | e mailed | mailed | mail
grammar-channel-alone-meeting = meeting
grammar-channel-by = on | in | by | via | per | over | at

## When.

grammar-today = today | earlier today | earlier on today
grammar-just-now = just now | right now | a moment ago | moments ago
grammar-yesterday = yesterday | yday | yest | ystd
grammar-before-yesterday = the day before yesterday | day before yesterday | ereyesterday
grammar-tomorrow = tomorrow | tmrw | tmr | tmw | tomorow | tommorow | tommorrow
grammar-after-tomorrow = the day after tomorrow | day after tomorrow | overmorrow
grammar-last-night = last night | yesterday night
grammar-tonight = tonight
grammar-weekend = weekend | the weekend
grammar-last = last | past | previous
grammar-this = this
grammar-next = next | coming
grammar-ago = ago | back
grammar-in = in | within
grammar-at = at | around
grammar-on = on
grammar-of = of
grammar-half = half
# Before a span of time: "about an hour ago".
grammar-roughly = about | around | roughly | some | maybe | like
grammar-couple = a couple of | a couple | couple of
grammar-few = a few | few | several

grammar-morning = morning | in the morning | am
grammar-noon = noon | lunchtime | midday
grammar-afternoon = afternoon | in the afternoon
grammar-evening = evening | in the evening
grammar-night = night | at night
grammar-before-noon = am | a.m
grammar-after-noon = pm | p.m

grammar-minute = m | min | mins | minute | minutes
grammar-hour = h | hr | hrs | hour | hours
grammar-day = d | day | days
grammar-week = w | wk | wks | week | weeks
grammar-fortnight = fortnight | fortnights
grammar-month = month | months | mo | mos
grammar-year = y | yr | yrs | year | years

grammar-number-1 = a | an | one
grammar-number-2 = two
grammar-number-3 = three
grammar-number-4 = four
grammar-number-5 = five
grammar-number-6 = six
grammar-number-7 = seven
grammar-number-8 = eight
grammar-number-9 = nine
grammar-number-10 = ten
grammar-number-11 = eleven
grammar-number-12 = twelve

grammar-month-1 = jan | january
grammar-month-2 = feb | february
grammar-month-3 = mar | march
grammar-month-4 = apr | april
grammar-month-5 = may
grammar-month-6 = jun | june
grammar-month-7 = jul | july
grammar-month-8 = aug | august
grammar-month-9 = sep | sept | september
grammar-month-10 = oct | october
grammar-month-11 = nov | november
grammar-month-12 = dec | december

grammar-weekday-1 = mon | monday
grammar-weekday-2 = tue | tues | tuesday
grammar-weekday-3 = wed | weds | wednesday
grammar-weekday-4 = thu | thur | thurs | thursday
grammar-weekday-5 = fri | friday
grammar-weekday-6 = sat | saturday
grammar-weekday-7 = sun | sunday
# These need a date word beside them at the end of a note ("we sat in the sun").
grammar-weekday-unclear = sat | sun | wed
# Right before a time they tie it to the note: "ready for friday", "the notes from yesterday".
grammar-binds = for | by | since | until | till | from | of | the | a | an | every | each | before | after | than | to
    | and | or | next | not | due | you | is | are | be | starts

## Follow-ups.

# A `>` with spaces around it compares ("latency > throughput") unless a day follows, or a word like these.
grammar-deed = ask | bring | book | buy | call | catch | chat | check | come | congratulate | discuss | do | find | follow
    | get | give | go | hear | help | how | introduce | invite | let | listen | look | mention | meet | message | offer | phone
    | ping | plan | read | remember | remind | reply | say | schedule | see | send | share | show | sit | talk | tell | text
    | thank | try | visit | wish | write

## Ordinary words that are also names or their beginnings. They are a person only where nothing else fits.

grammar-common = a | able | about | actually | after | again | all | almost | already | also | always | amber | an
    | and | angel | any | anyone | april | are | around | art | as | ask | asked | at | august | autumn | away | back
    | bad | be | because | been | before | being | best | better | big | bill | bit | both | bring | brought | build
    | busy | but | by | call | came | can | car | case | chance | chase | chat | clay | come | could | crystal | dawn
    | day | dean | did | do | does | doing | done | down | drew | duke | during | each | early | earl | even | ever | every
    | everybody | everyone | everything | extra | faith | far | felt | few | finally | find | fine | finished | first
    | fix | fixed | flora | for | forest | found | frank | friend | from | full | gave | gene | get | getting | gift
    | give | glad | go | going | good | got | grace | grant | great | guy | had | happy | hard | harmony | has | have
    | having | he | heather | help | helping | her | here | hi | hey | hello | him | his | holly | home | honest | hope | how
    | hunter | i | if | in | into | is | it | its | ivy | iris | jack | jade | job | joy | june | just | keep | kept
    | kind | king | knew | know | lance | late | later | launch | led | less | let | lily | little | long | look
    | looked | lot | love | luck | lucky | made | make | making | many | mark | marina | max | may | maybe | me | mercy | met | mike
    | miles | miss | more | morning | most | much | my | need | never | new | next | nice | nick | no | norm | not
    | note | notes | now | of | off | offer | old | olive | on | once | one | only | open | or | other | our | out | over
    | own | page | parker | pat | patience | pearl | penny | people | piper | place | point | pr | prepared | prize
    | proud | put | quick | rather | ray | read | ready | real | really | reed | release | rich | right | rob | robin
    | rose | ruby | rusty | said | sandy | savannah | saw | scout | see | sent | she | sharing | shared | sharp | sky | so
    | some | someone | something | soon | sorry | spent | star | started | stay | stayed | staying | still | stone | story
    | sue | summer | support | sunny | sure | sweet | take | taking | talk | talked | team | tell | than | that | the
    | their | them | then | there | they | thing | things | think | this | those | thought | time | to | today | told
    | tom | too | took | tree | trip | true | trust | try | two | under | until | up | update | us | very | violet | wade
    | walked | ward | was | wanted | way | we | week | well | went | were | west | what | when | where | which | while
    | who | why | will | win | with | wise | woody | work | worked | working | worth | would | year | yes | yesterday
    | you | young | your
