"""Azerbaijani words of volunteering with their forms: each form is a query, and each form stands in a document.

A form must find the other forms of its own line and none of another line. Lines that look alike stand here on purpose:
gənc (young) and Gəncə, kitab and kitabxana, qan (blood) and qanun (law), yaş and yaşıl.
"""

WORDS = """
könüllü könüllülər könüllülərin könüllülərlə könüllüyə könüllünün könüllüləri könüllülərimiz könüllülərdən
könüllülük könüllülüyün könüllülükdə
Gəncə Gəncədə Gəncənin Gəncəyə Gəncədən Gəncədəki
gənc gənclər gənclərin gənclərlə gənclərə gənci gəncin
məktəb məktəbdə məktəblər məktəbin məktəblərdə məktəbimiz məktəbində məktəbi məktəblərində
məktəbli məktəblilər məktəblilərlə məktəblilərin məktəblilərə məktəblinin
məktub məktublar məktubların məktubu
uşaq uşaqlar uşaqlarla uşağı uşağa uşaqların uşaqlara uşağın uşaqlardan
kitab kitablar kitabı kitabların kitabla kitablarla kitabın kitabda
kitabxana kitabxanada kitabxanalar kitabxananın kitabxanaya kitabxanasında kitabxanaları
ağac ağaclar ağacı ağacların ağaca ağaclarla ağacın
ağ ağlar
park parkda parklar parkın parkı parka parklarda parkında
göl göldə göllər gölün gölü gölə
gölməçə gölməçədə gölməçələr
dəniz dənizdə dənizin dənizi dənizə dənizlər
dənizçi dənizçilər dənizçilərin
sahil sahildə sahilin sahillər sahili sahilə sahilində
çimərlik çimərlikdə çimərliyin çimərliyi çimərliklər çimərliklərdə
Bakı Bakıda Bakının Bakıya Bakıdan Bakıdakı
Şəki Şəkidə Şəkinin Şəkiyə Şəkidən
Şuşa Şuşada Şuşanın Şuşaya
Şirvan Şirvanda Şirvanın Şirvana Şirvandan
Sumqayıt Sumqayıtda Sumqayıtın Sumqayıta
Lənkəran Lənkəranda Lənkəranın Lənkərandan
Naxçıvan Naxçıvanda Naxçıvanın Naxçıvandakı
kənd kənddə kəndlər kəndin kəndlərdə kəndə kəndində
şəhər şəhərdə şəhərin şəhərlər şəhəri şəhərə şəhərimiz şəhərində
rayon rayonda rayonun rayonlar rayonlarda rayonu rayonunda
qan qanı qanın qana
qanun qanunu qanunun qanunlar qanunda
həkim həkimlər həkimin həkimlərlə həkimə
xəstə xəstələr xəstələrə xəstələrlə xəstənin
xəstəxana xəstəxanada xəstəxananın xəstəxanalar xəstəxanasında
yaşlı yaşlılar yaşlılara yaşlıların yaşlılarla yaşlıya
yaşıl
yaş yaşı yaşda yaşın
əlil əlillər əlillərə əlillərin əlillərlə
heyvan heyvanlar heyvanların heyvanlara heyvanlarla heyvanı
sığınacaq sığınacaqda sığınacağın sığınacağı sığınacaqlar sığınacağında
it itlər itlərə itlərin
pişik pişiklər pişiyi pişiklərə pişiyin
ana analar anaların analara ananın anası
ata ataların atalar atanın
at atlar atların
ailə ailələr ailələrə ailənin ailəyə ailələrin ailəsi
tələbə tələbələr tələbələrin tələbələrlə tələbələrə tələbənin
müəllim müəllimlər müəllimlərin müəllimi müəllimə müəllimlərlə
dərs dərslər dərsi dərsdə dərslərin dərsə
dil dillər dilin dili dildə dilində dillərin
dilək diləklər diləyi
tədbir tədbirlər tədbirdə tədbirin tədbirlərdə tədbirlərin tədbiri tədbirində
festival festivalda festivalın festivallar festivalı festivalında
konsert konsertdə konsertlər konsertin konsertində
muzey muzeydə muzeyin muzeylər muzeyi muzeyində
bələdçi bələdçilər bələdçisi bələdçinin bələdçilik
tərcümə tərcüməsi tərcümələr tərcümənin
tərcüməçi tərcüməçilər tərcüməçinin tərcüməçiyə
idman idmanda idmanın idmanı
yarış yarışda yarışlar yarışın yarışı yarışlarda
yardım yardımın yardımı yardıma yardımlar
yarım yarımı
ərzaq ərzağın ərzağı ərzaqlar
yemək yeməyi yeməklər yeməyin
geyim geyimlər geyimi geyimin
ev evdə evlər evin evə evlərdə evlərə
iş işdə işlər işin işi işə
işıq işığı işıqlar işığın
su suda suyun suyu suya
təmizlik təmizliyi təmizliyin təmizliyə təmizlikdə
təbiət təbiətin təbiəti təbiətə təbiətdə
meşə meşədə meşələr meşənin meşəyə meşəsində
qaçqın qaçqınlar qaçqınlara qaçqınların
veteran veteranlar veteranlara veteranların veteranlarla
şəhid şəhidlər şəhidlərin şəhidi
proqram proqramda proqramın proqramlar proqramı proqramında
layihə layihələr layihədə layihənin layihəsi layihəsində
təlim təlimlər təlimdə təlimin təlimi təlimlərdə
təqaüd təqaüdü təqaüdlər təqaüdün
müsabiqə müsabiqədə müsabiqəsi müsabiqələr müsabiqənin
qrant qrantı qrantlar qrantın
konfrans konfransda konfransın konfranslar konfransında
ofis ofisdə ofisin ofislər
meydan meydanda meydanı meydanın
bayram bayramda bayramı bayramın bayramlar
"""

# Written after the endings were chosen, and looked at once: how good they are on words that nobody had in mind.
HELD_OUT = """
məscid məsciddə məscidlər məscidin məscidi məscidə
çay çayda çayın çaylar çayı
dağ dağda dağlar dağın dağa dağlarda dağlarının
körpə körpələr körpələrin körpələrə körpənin
qonşu qonşular qonşuların qonşuya qonşunun qonşularla
bağça bağçada bağçanın bağçalar bağçasında
mühəndis mühəndislər mühəndisin mühəndislərlə
rəssam rəssamlar rəssamın rəssamlarla
kompüter kompüterdə kompüterlər kompüterin kompüterləri
sağlamlıq sağlamlığı sağlamlığın sağlamlığa sağlamlıqda
mədəniyyət mədəniyyəti mədəniyyətin mədəniyyətə
təşkilat təşkilatda təşkilatın təşkilatlar təşkilatların təşkilatı
birlik birliyi birliyin birlikdə birliklər
mərkəz mərkəzdə mərkəzin mərkəzi mərkəzlər mərkəzində
klub klubda klublar klubun klubunda
səhiyyə səhiyyənin səhiyyədə
qış qışda qışın
yay yayda yayın
ay ayda ayın aylar
il ildə ilin illər ilində
həftə həftədə həftənin həftələr həftəsi
axşam axşamlar axşamı axşamın
tort tortlar tortun
çörək çörəyi çörəklər çörəyin çörəkdən
paltar paltarlar paltarın paltarları paltarlara
oyuncaq oyuncaqlar oyuncağı oyuncağın oyuncaqların
kamera kameralar kameranın kamera
musiqi musiqinin musiqiyə musiqidə
teatr teatrda teatrın teatrlar teatrında
dövlət dövlətin dövlətə dövlətlər
bələdiyyə bələdiyyənin bələdiyyədə bələdiyyələr bələdiyyəsi
Qəbələ Qəbələdə Qəbələnin Qəbələyə
Quba Qubada Qubanın Qubaya
Lerik Lerikdə Lerikin
Masallı Masallıda Masallının Masallıya
"""

LINES = [line.split() for line in WORDS.strip().splitlines()]
QUERIES = [(form, number) for number, line in enumerate(LINES) for form in line]
HELD_OUT_QUERIES = [
    (form, number) for number, line in enumerate(HELD_OUT.strip().splitlines()) for form in dict.fromkeys(line.split())
]
