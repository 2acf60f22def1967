package dev.edict.command.partition;

import dev.edict.command.api.Attribution;
import dev.edict.command.api.partition.DecisionPartitionRecords;
import dev.edict.command.api.partition.SealDecisionPartition;
import dev.edict.command.commandbus.CommandSender;
import dev.edict.command.commandbus.RequestContext;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Records decision partitions as the background actor, whenever callers leave room on the command bus. */
@Component
class RecordDecisionPartition implements DecisionPartitionRecords {

    private final CommandSender commands;
    private final JdbcSealedPartitions sealed;

    RecordDecisionPartition(CommandSender commands, JdbcSealedPartitions sealed) {
        this.commands = commands;
        this.sealed = sealed;
    }

    @Override
    public Set<String> sealedZones(String month) {
        return sealed.zones(month);
    }

    @Override
    public boolean record(SealDecisionPartition seal) {
        return commands.sendIfIdle(RequestContext.background(Attribution.SYSTEM, seal.partitionId()), seal);
    }
}
