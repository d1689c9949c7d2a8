"""What columns are called in tables of people, in seven languages.

Every word is folded: lower case, no diacritics, no blanks and no punctuation.
"""

from __future__ import annotations

from typing import Final

from weavit_desktop.importing.columns.mapping import Field

_BY_FIELD: Final = {
    Field.ID: "id uid uuid contactid recordid personid kontaktid externalid recordidcontact",
    Field.NAME: """fullname displayname contactname completename contact contactperson person attendee
        vollername vollstandigername anzeigename kontaktname kontakt ansprechpartner ansprechperson teilnehmer
        nomcomplet nometprenom prenometnom participant nombrecompleto nombreyapellidos contacto
        nomecompleto nomeecognome nominativo contatto volledigenaam contactpersoon nomeesobrenome contato""",
    Field.GIVEN: """firstname givenname forename first given vorname vornamen prenom prenoms nombredepila
        primernombre voornaam primeironome nomeproprio""",
    Field.FAMILY: """lastname familyname surname last family nachname familienname zuname nomdefamille
        apellido apellidos primerapellido cognome achternaam familienaam sobrenome apelido ultimonome""",
    Field.ADDITIONAL: """middlename middle additionalname secondname weiterevornamen zweitervorname
        deuxiemeprenom segundonombre secondonome tussenvoegsel nomedomeio""",
    Field.PREFIX: """prefix nameprefix salutation honorific courtesytitle anrede akademischertitel
        civilite tratamiento saludo trattamento appellativo aanhef pronomedetratamento""",
    Field.SUFFIX: "suffix namesuffix postnominals namenszusatz suffixe sufijo suffisso sufixo",
    Field.NICKNAME: "nickname alias spitzname rufname surnom apodo soprannome bijnaam apelidocarinhoso",
    Field.ORGANIZATION: """company companyname organization organisation organizationname employer account
        accountname client customer firm institution currentcompany associatedcompany firma
        firmenname unternehmen arbeitgeber kunde organisationsname societe entreprise employeur
        nomdelasociete empresa compania organizacion
        empleador azienda societa ditta organizzazione datoredilavoro bedrijf bedrijfsnaam organisatie
        werkgever organizacao empregador nomedaempresa""",
    Field.DEPARTMENT: """department dept abteilung bereich departement departamento dipartimento
        reparto ufficio afdeling""",
    Field.TITLE: """jobtitle position role job designation occupation currenttitle currentposition headline
        positionsbezeichnung funktion stelle stellenbezeichnung berufsbezeichnung jobtitel poste fonction
        intituledeposte intituleduposte puesto cargo ruolo qualifica mansione posizione functie functietitel
        funcao""",
    Field.EMAIL: """email emailaddress mail mailaddress emails emailid mailadresse emailadresse courriel
        adresseemail adressemail adressedemessagerie mel correo correoelectronico direcciondecorreo
        direccionemail direcciondecorreoelectronico indirizzoemail indirizzomail postaelettronica
        emailadres mailadres enderecodeemail enderecoemail""",
    Field.PHONE: """phone phonenumber phonenumbers telephone telephonenumber tel direct directline directdial
        directphone whatsapp telefon telefonnummer rufnummer durchwahl telefonnr telnr numerodetelephone
        telefono numerodetelefono numeroditelefono recapitotelefonico telefone numerodetelefone telefoon
        telefoonnummer""",
    Field.URL: """url website web webpage homepage linkedin linkedinurl linkedinprofile linkedinprofileurl
        profileurl personlinkedinurl webseite internet internetseite siteweb siteinternet paginaweb sitioweb
        sitoweb sito site""",
    Field.STREET: """street streetaddress address addressline mailingstreet strasse anschrift
        hausanschrift rue adresse calle direccion domicilio via indirizzo straat adres rua endereco morada""",
    Field.LOCALITY: """city town mailingcity ort stadt wohnort ville ciudad poblacion localidad citta comune
        plaats woonplaats cidade localidade""",
    Field.REGION: """state province region county stateprovince stateregion bundesland kanton provincia
        estado regione provincie regiao""",
    Field.POSTAL_CODE: """zip zipcode postalcode postcode zippostalcode plz postleitzahl codepostal
        codigopostal cap codicepostale cep codigopostal""",
    Field.COUNTRY: "country countryregion land landregion pays pais paese nazione",
    Field.PO_BOX: "pobox postfach boitepostale apartadopostal casellapostale postbus caixapostal",
    Field.BIRTHDAY: """birthday birthdate dateofbirth dob geburtstag geburtsdatum datedenaissance naissance
        anniversaire fechadenacimiento cumpleanos datadinascita compleanno geboortedatum verjaardag
        datadenascimento""",
    Field.ANNIVERSARY: "anniversary weddinganniversary wedding weddingday weddingdate jahrestag hochzeitstag",
    Field.EVENT: "event events ereignis ereignisse evenement evento gebeurtenis",
    Field.NOTE: """note notes comment comments remarks notiz notizen bemerkung bemerkungen kommentar
        anmerkung anmerkungen remarque remarques commentaire commentaires notas observaciones comentarios
        osservazioni opmerking opmerkingen notities observacoes""",
    Field.CATEGORY: """category categories tag tags label labels group groups list lists segment
        groupmembership kategorie kategorien gruppe gruppen schlagworte etiquette etiquettes categorie groupe
        groupes etiqueta etiquetas grupo grupos categoria categorias gruppo gruppi etichette categorieen
        groep groepen""",
}
FIELDS: Final = {word: field for field, words in _BY_FIELD.items() for word in words.split()}

# "Name" is the surname where a first name stands beside it, and "nombre" the first name beside a surname.
NAMES: Final = frozenset({"name", "nom", "naam", "nome", "nombre"})
# "Title" is the job, or "Mr": its values tell.
TITLES: Final = frozenset({"title", "titel", "titre", "titulo", "titolo"})
_COURTESIES: Final = """mr mrs ms miss mx dr prof sir madam herr frau hr fr mag med m mme mlle monsieur madame
    sr sra srta don dona sig sigra dott dottssa ing dhr mevr mw meneer mevrouw senhor senhora"""
COURTESIES: Final = frozenset(_COURTESIES.split())

_BY_KIND: Final = {
    "work": """work business office company buro geschaftlich dienstlich arbeit beruflich bureau travail
        professionnel professionnelle trabajo oficina profesional lavoro ufficio aziendale werk kantoor
        zakelijk trabalho escritorio profissional corporate""",
    "home": """home private personal privat persoonlijk personnel personnelle domicile particular casa
        abitazione personale prive thuis pessoal residencial""",
    "cell": """mobile cell cellular cellphone mobil mobiltelefon mobilnummer mobilephone handy handynummer
        portable movil celular cellulare mobiel gsm telemovel natel""",
    "fax": "fax faxnummer telefax faxnumber telecopie telecopieur",
    "pager": "pager",
    "other": "other alternate alternative secondary weitere andere autre otro otra altro anders outro",
    "pref": "primary main preferred default haupt principal principale hoofd",
}
KINDS: Final = {word: kind for kind, words in _BY_KIND.items() for word in words.split()}
PHONE_KINDS: Final = frozenset({"cell", "fax", "pager"})

# "Phone 1 - Type" tells the kind of what is in "Phone 1 - Value".
_TELLERS: Final = "type label kind typ art bezeichnung libelle tipo etiqueta etichetta soort"
TELLERS: Final = frozenset(_TELLERS.split())
_VALUES: Final = "value wert valeur valor valore waarde"
VALUES: Final = frozenset(_VALUES.split())

_NOISE: Final = "number no nr nummer numero num the of s de du della do mailing contact person"
NOISE: Final = frozenset(_NOISE.split())
