"""Who lives in the demo: invented people and organisations, real districts. Texts as their owners would write them."""

from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Group:
    """An organisation of the demo. `state`: how far its accreditation has come."""

    name: str
    en: str
    ru: str
    legal_form: str
    directions: tuple[str, ...]
    districts: tuple[str, ...]
    description: str
    owner: str
    email: str
    address: str
    state: str = "accredited"
    team: tuple[tuple[str, str], ...] = field(default_factory=tuple)
    site: str = ""


UNION = "Azərbaycan Könüllü Təşkilatları İttifaqı"

UNION_WORK = (
    "Könüllü təşkilatlarını birləşdirir, sənədlərini oxuyur və akkreditə edir, onlara hüquq və təhlükəsizlik üzrə "
    "kömək edir. Sualınız və ya şikayətiniz varsa, bizə yazın."
)

# key: (name, year of birth, phone without prefix or e-mail, district, language)
PEOPLE: dict[str, tuple[str, int, str, str, str]] = {
    "aygun": ("Aygün Məmmədova", 2006, "+994500000001", "AZ-SAK", "az"),
    "babek": ("Babək Həsənov", 1991, "+994500000002", "AZ-BA", "az"),
    "cavid": ("Cavid İsmayılov", 1998, "+994500000003", "AZ-GA", "az"),
    "nigar": ("Nigar Əliyeva", 2011, "+994500000004", "AZ-SAK", "az"),
    "sevil": ("Sevil Əliyeva", 1983, "+994500000005", "AZ-SAK", "az"),
    "rauf": ("Rauf Quliyev", 1979, "+994500000006", "AZ-BA", "az"),
    "leyla": ("Leyla Rəhimova", 1988, "+994500000007", "AZ-BA", "az"),
    "irina": ("Ирина Соколова", 1994, "+994500000008", "AZ-SM", "ru"),
    "operator": ("Orxan Babayev", 1990, "operator@konullu.example", "AZ-BA", "az"),
    "gunel": ("Günel Səfərova", 1995, "+994500000010", "AZ-GA", "az"),
    "tural": ("Tural Nəbiyev", 1987, "+994500000011", "AZ-SUS", "az"),
    "zaur": ("Zaur Abbasov", 1999, "+994500000012", "AZ-LA", "az"),
    "fidan": ("Fidan Kərimli", 2001, "+994500000013", "AZ-QBA", "az"),
    "elvin": ("Elvin Hüseynli", 1985, "+994500000014", "AZ-MI", "az"),
    "sabina": ("Sabina Ağayeva", 1993, "+994500000015", "AZ-SM", "az"),
    "murad": ("Murad Əsgərov", 1982, "+994500000016", "AZ-ZAQ", "az"),
    "lamiya": ("Lamiyə Vəliyeva", 1997, "+994500000017", "AZ-BA", "az"),
    "emin": ("Emin Mustafayev", 1976, "+994500000018", "AZ-NX", "az"),
    "daniel": ("Daniel Novak", 1996, "daniel@konullu.example", "AZ-BA", "en"),
    "xeyale": ("Xəyalə İbrahimova", 2003, "+994500000020", "AZ-XAC", "az"),
    "ilkin": ("İlkin Məlikov", 2004, "+994500000021", "AZ-IMI", "az"),
    "ulviyye": ("Ülviyyə Şərifova", 1954, "+994500000022", "AZ-BA", "az"),
    "kenan": ("Kənan Rzayev", 2000, "+994500000023", "AZ-TOV", "az"),
    "turkan": ("Türkan Hacıyeva", 2002, "+994500000024", "AZ-BAR", "az"),
}

GROUPS: tuple[Group, ...] = (
    Group(
        name="Yaşıl Şəki İctimai Birliyi",
        en="Green Shaki Public Union",
        ru="Общественное объединение «Зелёный Шеки»",
        legal_form="ngo",
        directions=("3.0.9", "3.0.5"),
        districts=("AZ-SAK", "AZ-ZAQ", "AZ-QAX"),
        description="Kiş çayının yuxarı hissəsində palıd və qoz meşələrini bərpa edirik. Yazda və payızda ağac əkirik, "
        "yayda suvarırıq. Əkdiyimiz hər ağacın yeri xəritədədir.",
        owner="babek",
        email="salam@yasilseki.example",
        address="Şəki, M. F. Axundzadə küçəsi 24",
        team=(("gunel", "coordinator"), ("aygun", "shift_lead")),
        site="https://yasilseki.example",
    ),
    Group(
        name="3 saylı Xidmət Mərkəzi",
        en="Service Centre No 3",
        ru="Центр обслуживания № 3",
        legal_form="state_body",
        directions=("3.0.1", "3.0.4"),
        districts=("AZ-BA",),
        description="Könüllülər növbədə gözləyən vətəndaşlara yol göstərir, yaşlılara və əlilliyi olan insanlara sənəd "
        "doldurmaqda kömək edir. Növbə üç saatdır, hər gün üç dəfə.",
        owner="lamiya",
        email="merkez3@xidmet.example",
        address="Bakı, Nizami küçəsi 12",
        team=(("daniel", "viewer"), ("sabina", "coordinator")),
    ),
    Group(
        name="Gənc Addım Mərkəzi",
        en="Young Step Centre",
        ru="Центр «Молодой шаг»",
        legal_form="budget",
        directions=("3.0.5", "3.0.8"),
        districts=("AZ-GA", "AZ-GYG", "AZ-SMX"),
        description="Gəncədə və ətraf rayonlarda gənclər üçün ilk yardım, peşə seçimi və danışıq klubları keçiririk. "
        "14 yaşdan qoşulmaq olar, valideynin razılığı ilə.",
        owner="gunel",
        email="salam@gencaddim.example",
        address="Gəncə, Cavad xan küçəsi 8",
        team=(("cavid", "coordinator"),),
    ),
    Group(
        name="İrs Könüllüləri",
        en="Heritage Volunteers",
        ru="Волонтёры наследия",
        legal_form="ngo",
        directions=("3.0.10",),
        districts=("AZ-SUS", "AZ-AGM", "AZ-XVD"),
        description="Abidələri sayır, şəkil və ölçülərini qeydə alırıq, qala divarlarının ətrafını təmizləyirik. "
        "İşi bərpaçı memarlar aparır, könüllülər onların yanında öyrənir.",
        owner="tural",
        email="irs@irskonulluleri.example",
        address="Ağdam, Mərkəzi küçə 3",
    ),
    Group(
        name="Qonşu Əli",
        en="Neighbour’s Hand",
        ru="Рука соседа",
        legal_form="group",
        directions=("3.0.1",),
        districts=("AZ-BA", "AZ-SM"),
        description="Tək yaşayan ahıllara həftədə bir dəfə zəng edirik, dərman və ərzaq aparırıq. İyirmi iki nəfərik, "
        "hamımız bir-birimizi tanıyırıq.",
        owner="irina",
        email="qonsu@qonsueli.example",
        address="Bakı, Yasamal bağının girişi",
    ),
    Group(
        name="Xəzər Könüllüləri",
        en="Caspian Volunteers",
        ru="Волонтёры Каспия",
        legal_form="ngo",
        directions=("3.0.6", "3.0.9"),
        districts=("AZ-BA", "AZ-LA", "AZ-NEF"),
        description="Sahil təmizliyi, idman yarışları və şəhər tədbirlərində məlumat məntəqələri. "
        "Bulvarda hər şənbə görüşürük.",
        owner="zaur",
        email="salam@xezerkonulluleri.example",
        address="Bakı, Neftçilər prospekti 77",
    ),
    Group(
        name="Quba Ürək Sağlamlığı Cəmiyyəti",
        en="Quba Heart Health Society",
        ru="Кубинское общество «Здоровое сердце»",
        legal_form="ngo",
        directions=("3.0.7", "3.0.8"),
        districts=("AZ-QBA", "AZ-QUS", "AZ-XAC"),
        description="Kəndlərdə təzyiq və şəkər ölçürük, nəticəni ailə həkiminə çatdırırıq. "
        "Könüllülər iki günlük kursdan sonra işə başlayır.",
        owner="fidan",
        email="urek@qubaurek.example",
        address="Quba, Heydər Əliyev prospekti 15",
    ),
    Group(
        name="Mingəçevir Xilasetmə Dəstəsi",
        en="Mingachevir Rescue Squad",
        ru="Мингечевирский спасательный отряд",
        legal_form="ngo",
        directions=("3.0.11", "3.0.6"),
        districts=("AZ-MI", "AZ-YE", "AZ-SAB", "AZ-IMI"),
        description="Daşqın, yanğın və itkin axtarışında Fövqəladə Hallar Nazirliyinə kömək edirik. "
        "Qayıq, radio və ilk yardım üzrə təlim keçmiş 40 nəfər növbədədir.",
        owner="elvin",
        email="deste@mingecevirxilas.example",
        address="Mingəçevir, Kür sahili küçəsi 2",
        team=(("ilkin", "shift_lead"),),
    ),
    Group(
        name="Zaqatala Bələdiyyəsi",
        en="Zaqatala Municipality",
        ru="Закатальский муниципалитет",
        legal_form="municipality",
        directions=("3.0.1", "3.0.2"),
        districts=("AZ-ZAQ", "AZ-BAL"),
        description="Bələdiyyənin sosial xidməti: evdə qulluq, nəqliyyat, çoxdilli məlumat.",
        owner="murad",
        email="sosial@zaqatalabelediyye.example",
        address="Zaqatala, Azadlıq meydanı 1",
        state="submitted",
    ),
    Group(
        name="Hüquq Klubu",
        en="Law Club",
        ru="Клуб права",
        legal_form="ngo",
        directions=("3.0.4", "3.0.3"),
        districts=("AZ-SM",),
        description="Hüquq fakültəsinin tələbələri ayda iki dəfə pulsuz məsləhət günü keçirir.",
        owner="sabina",
        email="klub@huquqklubu.example",
        address="Sumqayıt, Sülh küçəsi 31",
        state="submitted",
    ),
    Group(
        name="Naxçıvan Kitab Karvanı",
        en="Nakhchivan Book Caravan",
        ru="Нахчыванский книжный караван",
        legal_form="ngo",
        directions=("3.0.5", "3.0.4"),
        districts=("AZ-NX",),
        description="Kənd məktəblərinə kitab aparır, oxu saatı keçiririk.",
        owner="emin",
        email="kitab@kitabkarvani.example",
        address="Naxçıvan, Nizami küçəsi 19",
        state="returned",
    ),
    Group(
        name="Tovuz Gənclər Dəstəsi",
        en="Tovuz Youth Squad",
        ru="Молодёжный отряд Товуза",
        legal_form="group",
        directions=("3.0.9",),
        districts=("AZ-TOV",),
        description="",
        owner="kenan",
        email="salam@tovuzgencler.example",
        address="Tovuz, Şəhidlər küçəsi 6",
        state="draft",
    ),
)

RETURN_TEXT = "Nizamnamənin son səhifəsi oxunmur. Bütün səhifələri bir faylda yenidən göndərin."
