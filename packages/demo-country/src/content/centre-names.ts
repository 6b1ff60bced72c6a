/** Pieces from which the names of voting centres are made: a kind of building and whom or what it honours. */
export const URBAN_BUILDINGS = [
  "Escuela Normal",
  "Instituto Técnico",
  "Liceo",
  "Colegio Nacional",
  "Escuela Municipal",
  "Polideportivo",
  "Centro Cívico",
  "Biblioteca Popular",
] as const;

export const RURAL_BUILDINGS = [
  "Escuela Rural",
  "Salón Comunal",
  "Casa Comunal",
  "Puesto de Salud",
  "Escuela Unitaria",
  "Cooperativa",
] as const;

export const URBAN_DEDICATIONS = [
  "Maestras Fundadoras",
  "Veintidós de Abril",
  "Batalla de los Tamarindos",
  "Constituyentes",
  "La Independencia",
  "Primera Imprenta",
  "Los Libertos",
  "Cabildo Abierto",
  "Mártires del Puente",
  "Las Cigarreras",
  "Barrio Obrero",
  "Plaza de la Concordia",
  "Los Telegrafistas",
  "Siete de Enero",
  "Estación Vieja",
  "Parque de los Almendros",
  "Mercado Central",
  "La Alameda",
  "Las Comadronas",
  "Ronda del Cuartel",
] as const;

export const RURAL_DEDICATIONS = [
  "El Ceibo",
  "La Esperanza",
  "Dos Quebradas",
  "Loma del Viento",
  "El Guayacán",
  "Agua Zarca",
  "Los Mangles",
  "Vega Larga",
  "Cruz de Piedra",
  "El Encanto",
  "Potrero Grande",
  "La Ceniza",
  "Monte Oscuro",
  "El Pescadero",
  "Palo Seco",
  "La Unión",
  "El Tambo",
  "Las Lajas",
  "Corozal",
  "Buenos Vecinos",
] as const;

export const CONSULAR_BUILDINGS = ["Sede consular", "Casa de la Comunidad", "Pabellón Ferial"] as const;
