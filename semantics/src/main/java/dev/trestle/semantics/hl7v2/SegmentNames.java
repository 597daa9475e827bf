package dev.trestle.semantics.hl7v2;

import java.util.Arrays;

/** The segments that HL7 v2.1 to v2.9 define, for lines that only their name tells from text. */
final class SegmentNames {
  private static final String[] NAMES =
      ("ABS ACC ADD ADJ AFF AIG AIL AIP AIS AL1 APR ARQ ARV AUT BHS BLC BLG BPO BPX BTS BTX BUI"
              + " CDM CDO CER CM0 CM1 CM2 CNS CON CSP CSR CSS CTD CTI CTR DB1 DEV DG1 DMI DON DPS"
              + " DRG DSC DSP DST ECD ECR EDU EQP EQU ERQ ERR EVN FAC FHS FT1 FTS GOL GP1 GP2 GT1"
              + " IAM IAR IIM ILT IN1 IN2 IN3 INV IPC IPR ISD ITM IVC IVT LAN LCC LCH LDP LOC"
              + " LRL MCP MFA MFE MFI MRG MSA MSH NCK NDS NK1 NPU NSC NST NTE OBR OBX ODS ODT OH1"
              + " OH2 OH3 OH4 OM1 OM2 OM3 OM4 OM5 OM6 OM7 OM8 OMC ORC ORG OVR PAC PCE PCR PD1 PDA"
              + " PDC PEO PES PID PKG PM1 PMT PR1 PRA PRB PRC PRD PRT PSG PSH PSL PSS PTH PV1 PV2"
              + " PYE QAK QID QPD QRD QRF QRI RCP RDF RDT REL RF1 RFI RGS RMI ROL RQ1 RQD RXA RXC"
              + " RXD RXE RXG RXO RXR RXV SAC SCD SCH SCP SDD SFT SGH SGT SHP SID SLT SPM SPR STF"
              + " STZ TCC TCD TQ1 TQ2 TXA UAC UB1 UB2 URD URS VAR VND VTQ")
          .split(" ");
  private static final int[] CODES = codes();

  private SegmentNames() {}

  private static int[] codes() {
    Arrays.sort(NAMES);
    int[] codes = new int[NAMES.length];
    for (int i = 0; i < codes.length; i++) {
      codes[i] =
          code((byte) NAMES[i].charAt(0), (byte) NAMES[i].charAt(1), (byte) NAMES[i].charAt(2));
    }
    return codes;
  }

  private static int code(byte a, byte b, byte c) {
    return a << 16 | b << 8 | c;
  }

  /** The name at this offset; the same object each time when the standard defines it. */
  static String at(byte[] bytes, int start) {
    int found = find(bytes, start);
    return found >= 0 ? NAMES[found] : Ascii.text(bytes, start, start + 3);
  }

  /** Whether the standard defines a segment of this name, or it is a Z segment. */
  static boolean isKnown(byte[] bytes, int start) {
    return bytes[start] == 'Z' || find(bytes, start) >= 0;
  }

  private static int find(byte[] bytes, int start) {
    return Arrays.binarySearch(CODES, code(bytes[start], bytes[start + 1], bytes[start + 2]));
  }

  /** Whether three bytes can be a segment's name: a capital letter and two capitals or digits. */
  static boolean isName(byte[] bytes, int start, int end) {
    return start + 3 <= end
        && Ascii.isUpper(bytes[start])
        && (Ascii.isUpper(bytes[start + 1]) || Ascii.isDigit(bytes[start + 1]))
        && (Ascii.isUpper(bytes[start + 2]) || Ascii.isDigit(bytes[start + 2]));
  }
}
