package dev.trestle.app.http;

import dev.trestle.kernel.sealing.Keyring;
import dev.trestle.kernel.site.Site;
import dev.trestle.kernel.statement.Translator;
import dev.trestle.orchestration.code.UnmappedList;
import dev.trestle.orchestration.feed.FeedMessages;
import dev.trestle.orchestration.journal.JournalReadStore;
import dev.trestle.orchestration.message.MessageScan;
import dev.trestle.orchestration.message.MessageStore;
import dev.trestle.orchestration.message.SentByKeyStore;
import dev.trestle.records.read.PatientLookup;
import java.util.function.Supplier;

/**
 * What shows a message.
 *
 * @param list messages and what became of them
 * @param received what each source sent about a patient
 * @param scan looks into each
 * @param journal their bytes
 * @param translator what they mean
 * @param site the active one
 * @param keyring hashes numbers as the journal does
 * @param feeds what each source sent, in order
 * @param unmapped codes that are in no table
 * @param patients names of Patients, by which the journal orders their messages
 */
public record MessageParts(
    MessageStore list,
    SentByKeyStore received,
    MessageScan scan,
    JournalReadStore journal,
    Translator translator,
    Supplier<Site> site,
    Keyring keyring,
    FeedMessages feeds,
    UnmappedList unmapped,
    PatientLookup patients) {}
